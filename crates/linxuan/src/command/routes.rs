use linxuan_texts::Words;

use super::Outcome;
use crate::print;
use crate::stop::Stop;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    json: bool,
}

#[expect(clippy::unnecessary_wraps, reason = "every command may stop; this one has no reason to")]
pub fn run(_: Words, args: &Args) -> Result<Outcome, Stop> {
    let routes = linxuan_web::routes();
    if args.json {
        print::json(&routes);
        return Ok(Outcome::Good);
    }
    for route in routes {
        print::line(format_args!("{}\t{}\t{}\t{}", route.method, route.path, route.act, route.who.join(",")));
    }
    Ok(Outcome::Good)
}

use super::Outcome;
use crate::print;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args) -> Outcome {
    let routes = linxuan_web::routes();
    if args.json {
        print::json(&routes);
        return Outcome::Good;
    }
    for route in routes {
        print::line(format_args!("{}\t{}\t{}\t{}", route.method, route.path, route.act, route.who.join(",")));
    }
    Outcome::Good
}

//! The materials of a nomination: what is asked for, what is there, what is wrong with it.

mod sections;
mod sending;

pub use sending::{Files, add};

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use linxuan_app::material::{self, Towards};
use linxuan_app::{Refusal, view};
use linxuan_texts::size;

use super::words::named;
use crate::answer::{Answer, OrRefuse, page_with, refuse, to};
use crate::asset;
use crate::form::{Nothing, Posted, form};
use crate::frame::Frame;
use crate::guard::Visit;
use crate::said;
use sections::{Section, sections};

#[derive(Template)]
#[template(path = "materials.html")]
struct MaterialsPage<'a> {
    frame: Frame<'a>,
    script: Option<String>,
    id: &'a str,
    name: String,
    /// The nomination's own page, which for the office is the examination's.
    back: String,
    changeable: bool,
    errors: Vec<(String, String)>,
    sections: Vec<Section>,
    used: String,
    space: String,
    /// What was typed for a link and refused: material, name, address.
    typed: (String, String, String),
}

impl MaterialsPage<'_> {
    fn typed<'a>(&'a self, material: &str, text: &'a str) -> &'a str {
        if self.typed.0 == material { text } else { "" }
    }
}

/// Whether nominations of a channel are asked for any.
pub fn asked(visit: &Visit, channel: &str) -> bool {
    let running = visit.campaign.as_ref();
    running.is_some_and(|running| !material::wanted(&running.rulebook, channel).is_empty())
}

/// Shows them.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    shown(&visit, &id, StatusCode::OK, Vec::new(), <_>::default()).await
}

async fn shown(
    visit: &Visit,
    id: &str,
    status: StatusCode,
    errors: Vec<(String, String)>,
    typed: (String, String, String),
) -> Answer {
    let viewer = visit.viewer().or_refuse(visit)?;
    let materials = material::materials(&visit.app, viewer, id).await.or_refuse(visit)?;
    let findings = view::dossier(&visit.app, viewer, id).await.or_refuse(visit)?.judged.findings;
    let template = MaterialsPage {
        frame: Frame::new(visit),
        script: asset::upload_script().filter(|_| materials.changeable),
        id,
        name: named(visit, &materials.nomination.name),
        back: if viewer.role.examines() { format!("/examination/{id}") } else { format!("/nominations/{id}") },
        changeable: materials.changeable,
        errors,
        sections: sections(visit, &materials, &findings),
        used: size(materials.used),
        space: size(materials.space.nomination),
        typed,
    };
    Ok(page_with(status, &template))
}

/// The page again with what was wrong on top.
async fn again(visit: &Visit, id: &str, material: &str, refusals: Vec<(String, Refusal)>) -> Answer {
    let errors = refusals.iter().map(|(of, refusal)| {
        let said = said::refusal(visit, refusal);
        let text = if of.is_empty() {
            said
        } else {
            visit.words.fill("material-file-refused", &[("file", of.as_str().into()), ("why", said.into())])
        };
        (format!("m-{material}"), text)
    });
    shown(visit, id, StatusCode::UNPROCESSABLE_ENTITY, errors.collect(), <_>::default()).await
}

form!(Linked: "material", "name", "link");

/// Adds a link.
pub async fn add_link(visit: Visit, Path(id): Path<String>, Posted { pairs, .. }: Posted<Linked>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let (material, name, link) = (pairs.get("material"), pairs.get("name"), pairs.get("link"));
    match material::add_link(&visit.app, viewer, &id, (material, name, link)).await {
        Ok(attachment) => Ok(to(&format!("/nominations/{id}/materials#a-{attachment}"))),
        Err(refusal @ Refusal::Invalid(_)) => {
            let errors = vec![(format!("l-{material}"), said::refusal(&visit, &refusal))];
            let typed = (material.to_owned(), name.to_owned(), link.to_owned());
            shown(&visit, &id, StatusCode::UNPROCESSABLE_ENTITY, errors, typed).await
        }
        Err(refusal) => Err(refuse(&visit, refusal)),
    }
}

/// Takes a file or link off.
pub async fn remove(visit: Visit, Path(id): Path<String>, _: Posted<Nothing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let nomination = material::remove(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(to(&format!("/nominations/{nomination}/materials")))
}

form!(Moved: "towards");

/// Moves a file or link by one place.
pub async fn reorder(visit: Visit, Path(id): Path<String>, Posted { pairs, .. }: Posted<Moved>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let towards = match pairs.get("towards") {
        "earlier" => Towards::Earlier,
        _ => Towards::Later,
    };
    let nomination = material::reorder(&visit.app, viewer, &id, towards).await.or_refuse(&visit)?;
    Ok(to(&format!("/nominations/{nomination}/materials#a-{id}")))
}

/// Gives up what was only sent in part.
pub async fn give_up(visit: Visit, Path(id): Path<String>, _: Posted<Nothing>) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    let nomination = material::drop_upload(&visit.app, viewer, &id).await.or_refuse(&visit)?;
    Ok(to(&format!("/nominations/{nomination}/materials")))
}

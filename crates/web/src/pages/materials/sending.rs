//! Files from a plain form: taken as they come, never held.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Path, Request};
use axum::http::header;
use axum::response::Response;
use linxuan_app::Refusal;
use linxuan_app::material::{self, Announced, Asked, Unreceived};

use super::again;
use crate::answer::{Answer, OrRefuse, refuse, to};
use crate::form::{unknown, visit_of};
use crate::guard::Visit;

/// Bytes of the longest name of a material.
const LONGEST_ID: usize = 200;

/// A form of files: `material` first, then any number of `file`.
pub struct Files {
    form: Multipart,
    /// Bytes of the whole form, where the browser says it.
    length: Option<u64>,
}

impl<S: Send + Sync> FromRequest<S> for Files {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let visit = visit_of(&request)?;
        let said = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let length = said.and_then(|said| said.parse().ok());
        let form = Multipart::from_request(request, state).await.map_err(|_| unknown(&visit))?;
        Ok(Self { form, length })
    }
}

/// Takes files; those that cannot be taken are named, each with why, and do not hold up the others.
pub async fn add(visit: Visit, Path(id): Path<String>, mut files: Files) -> Answer {
    let viewer = visit.viewer().or_refuse(&visit)?;
    // Whose nomination it is not hears so before a byte of it is read.
    let space = material::materials(&visit.app, viewer, &id).await.or_refuse(&visit)?.space;
    let mut taking = Taking::new(&visit, &id, files.length.unwrap_or(space.nomination));
    loop {
        match files.form.next_field().await {
            Ok(Some(field)) => taking.field(field).await?,
            Ok(None) => break,
            Err(_) => {
                taking.refused.push((String::new(), cut()));
                break;
            }
        }
    }
    taking.answer().await
}

fn cut() -> Refusal {
    Refusal::Invalid(vec![("file", "file-cut")])
}

/// A form's files, one after the other.
struct Taking<'a> {
    visit: &'a Visit,
    id: &'a str,
    material: String,
    /// Bytes of the form that have not come yet, at most.
    left: u64,
    taken: usize,
    refused: Vec<(String, Refusal)>,
}

impl<'a> Taking<'a> {
    fn new(visit: &'a Visit, id: &'a str, left: u64) -> Self {
        Self { visit, id, left, material: String::new(), taken: 0, refused: Vec::new() }
    }

    async fn field(&mut self, field: Field<'_>) -> Result<(), Response> {
        match field.name().unwrap_or_default() {
            "material" => self.material = short(field).await.unwrap_or_default(),
            // A chooser that was left empty sends a file without a name.
            "file" if field.file_name().is_none_or(str::is_empty) => {}
            "file" => return self.file(field).await,
            _ => return Err(unknown(self.visit)),
        }
        Ok(())
    }

    async fn file(&mut self, field: Field<'_>) -> Result<(), Response> {
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let (name, material) = (file_name.clone(), self.material.clone());
        let announced = Announced { material, file_name, length: self.left, sha256: None };
        match one(self.visit, self.id, announced, field).await {
            Ok(bytes) => {
                self.left = self.left.saturating_sub(bytes).max(1);
                self.taken += 1;
            }
            Err(refusal @ (Refusal::NotFound | Refusal::Forbidden)) => return Err(refuse(self.visit, refusal)),
            Err(refusal) => self.refused.push((name, refusal)),
        }
        Ok(())
    }

    async fn answer(mut self) -> Answer {
        if self.refused.is_empty() && self.taken == 0 {
            self.refused.push((String::new(), Refusal::Invalid(vec![("file", "file-not-chosen")])));
        }
        if self.refused.is_empty() {
            return Ok(to(&format!("/nominations/{}/materials#m-{}", self.id, self.material)));
        }
        again(self.visit, self.id, &self.material, self.refused).await
    }
}

/// A field that is no file.
async fn short(mut field: Field<'_>) -> Result<String, MultipartError> {
    let mut text = Vec::new();
    while let Some(bytes) = field.chunk().await? {
        let room = LONGEST_ID.saturating_sub(text.len()).min(bytes.len());
        text.extend_from_slice(bytes.get(..room).unwrap_or_default());
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// One file, from the form into its place; answers how many bytes it had.
async fn one(visit: &Visit, id: &str, announced: Announced, mut field: Field<'_>) -> Result<u64, Refusal> {
    let viewer = visit.viewer()?;
    let upload = match material::open_upload(&visit.app, viewer, id, announced).await {
        Ok(upload) => upload.id,
        Err(refusal) => {
            // What follows in the form can only be read behind it.
            while let Ok(Some(_)) = field.chunk().await {}
            return Err(refusal);
        }
    };
    let feeder = material::feed(&visit.app, viewer, &upload, Asked { whole: true, ..Asked::default() });
    let mut bytes = 0;
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                bytes += chunk.len() as u64;
                // Not wanted any more: the rest is read past all the same.
                feeder.send(chunk.to_vec()).await;
            }
            Ok(None) => break,
            // Without its end it is cut off, and nothing of it stays.
            Err(_) => return Err(cut()),
        }
    }
    let received = feeder.end().await.map_err(refusal)?;
    if received.attachment.is_none() {
        material::drop_upload(&visit.app, viewer, &upload).await?;
        return Err(Refusal::Invalid(vec![("file", "file-empty")]));
    }
    Ok(bytes)
}

fn refusal(why: Unreceived) -> Refusal {
    match why {
        Unreceived::Refused(refusal) => refusal,
        // None of these can be met by a form that sends a new file whole.
        other => Refusal::Fault(format!("{other:?}")),
    }
}

// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.

use http::Method;

use crate::models::{
    AudioContentType, ClonedVoice, ListedVoice, Success, VoiceClone, VoiceLanguage,
    VoicePreview, VoiceProvider, VoiceSummary, VoicesRetrieveQuery,
};
use crate::{Base64, Client, Content, Operation, Request, RetryClass};

/// Voices: what assistants can sound like, with preset voices and cloned ones.
///
/// Reached as [`client.voices()`](Client::voices).
#[derive(Debug)]
pub struct VoicesResource<'c> {
    client: &'c Client,
}

impl Client {
    /// Voices: what assistants can sound like, with preset voices and cloned ones.
    ///
    /// The operations are listed at [`VoicesResource`].
    pub fn voices(&self) -> VoicesResource<'_> {
        VoicesResource { client: self }
    }
}

impl VoicesResource<'_> {
    /// Returns all voices that assistants can speak with: the preset voices of the providers,
    /// and the voices that the organization has cloned.
    ///
    /// Sends `GET /voices`; retry class `read`.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let voices = client.voices().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn list(&self) -> Request<Vec<ListedVoice>> {
        Request::new(self.client, &LIST, &[], ())
    }

    /// Makes a new voice out of a recording, which is sent as base64 text inside the request.
    /// The list of voices then contains it.
    ///
    /// Sends `POST /voices/clone`; retry class `once`.
    ///
    /// - `name`: Name for the new voice.
    /// - `language`: Language of the new voice.
    /// - `audio`: The recording itself.
    /// - `content_type`: Media type of the recording.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{AudioContentType, VoiceLanguage};
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let cloned = client
    ///     .voices()
    ///     .clone(
    ///         "Nadia of Bray Solaire",
    ///         VoiceLanguage::Fr,
    ///         b"RIFF",
    ///         AudioContentType::AudioWav,
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn clone(
        &self,
        name: impl Into<String>,
        language: impl Into<VoiceLanguage>,
        audio: impl Into<Base64>,
        content_type: impl Into<AudioContentType>,
    ) -> Request<ClonedVoice, VoiceClone> {
        Request::new(
            self.client,
            &CLONE,
            &[],
            VoiceClone::new(name, language, audio, content_type),
        )
    }

    /// Makes a voice speak a short text and returns the sound. The API does not document the
    /// media type of the response: the bytes come as the provider of the voice makes them.
    ///
    /// Sends `POST /voices/preview`; retry class `read`.
    ///
    /// - `voice_id`: ID of the voice.
    /// - `provider`: Provider that the voice comes from.
    ///
    /// The request has the setters of [`VoicePreview`].
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::{VoiceModel, VoiceProvider};
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let audio = client
    ///     .voices()
    ///     .preview("voice_fr_jules", VoiceProvider::Cartesia)
    ///     .model(VoiceModel::Sonic35)
    ///     .speed(1.05)
    ///     .volume(1.2)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn preview(
        &self,
        voice_id: impl Into<String>,
        provider: impl Into<VoiceProvider>,
    ) -> Request<Content, VoicePreview> {
        Request::new(self.client, &PREVIEW, &[], VoicePreview::new(voice_id, provider))
    }

    /// Returns the name and the description of one voice. The list of voices tells more about
    /// each of them, such as the language and the accent.
    ///
    /// Sends `GET /voices/{id}`; retry class `read`.
    ///
    /// - `id`: ID of the voice.
    /// - `provider`: Provider that the voice comes from.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use revox_api as revox;
    /// use revox::models::VoiceProvider;
    ///
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let voice = client
    ///     .voices()
    ///     .retrieve("voice_fr_jules", VoiceProvider::Cartesia)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn retrieve(
        &self,
        id: impl AsRef<str>,
        provider: impl Into<VoiceProvider>,
    ) -> Request<VoiceSummary, VoicesRetrieveQuery> {
        Request::new(
            self.client,
            &RETRIEVE,
            &[("id", id.as_ref())],
            VoicesRetrieveQuery::new(provider),
        )
    }

    /// Deletes a voice that the organization has cloned; preset voices cannot be deleted. As
    /// long as an assistant uses the voice, the server refuses with status 409.
    ///
    /// Sends `DELETE /voices/{id}`; retry class `idempotent`.
    ///
    /// - `id`: ID of the cloned voice.
    ///
    /// # Errors
    ///
    /// Returns the errors that [`Request`] describes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
    /// let deleted = client.voices().delete("voice_fr_nadia").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn delete(&self, id: impl AsRef<str>) -> Request<Success> {
        Request::new(self.client, &DELETE, &[("id", id.as_ref())], ())
    }
}

static LIST: Operation = Operation {
    id: "voices_list",
    method: Method::GET,
    path: "/voices",
    retry_class: RetryClass::Read,
    unwrap: Some("voices"),
};

static CLONE: Operation = Operation {
    id: "voices_clone",
    method: Method::POST,
    path: "/voices/clone",
    retry_class: RetryClass::Once,
    unwrap: None,
};

static PREVIEW: Operation = Operation {
    id: "voices_preview",
    method: Method::POST,
    path: "/voices/preview",
    retry_class: RetryClass::Read,
    unwrap: None,
};

static RETRIEVE: Operation = Operation {
    id: "voices_retrieve",
    method: Method::GET,
    path: "/voices/{id}",
    retry_class: RetryClass::Read,
    unwrap: Some("voice"),
};

static DELETE: Operation = Operation {
    id: "voices_delete",
    method: Method::DELETE,
    path: "/voices/{id}",
    retry_class: RetryClass::Idempotent,
    unwrap: None,
};

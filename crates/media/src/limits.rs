/// How much is looked at before a file is refused. The default keeps a probe
/// below 256 MiB of memory and 2 s of work, whatever the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Pixels of a picture or a frame: 120 million, more than a photo of 108 megapixels.
    pub pixels: u64,
    /// Bytes of a picture, which is held in memory: 64 MiB.
    pub picture_bytes: u64,
    /// Bytes of a document, which is held in memory: 64 MiB.
    pub document_bytes: u64,
    /// Bytes that decoding may hold beside the file: 160 MiB. What needs more is judged by its structure alone.
    pub decode_bytes: u64,
    /// Pixels times passes over them, for pictures coded in many passes: 400 million.
    pub passes: u64,
    /// Outermost boxes and tracks of a video: 200,000, for fragments of one frame.
    pub boxes: u32,
    /// Entries of a video's tables that are read, over all tracks: 4 million.
    pub samples: u64,
    /// Entries of an archive: 10,000.
    pub entries: u32,
    /// Bytes that an archive or a document may unpack to: 256 MiB, counted while unpacking.
    pub unpacked_bytes: u64,
    /// Times its size that an entry of at least 1 MiB may unpack to: 200.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pixels: 120_000_000,
            picture_bytes: 64 << 20,
            document_bytes: 64 << 20,
            decode_bytes: 160 << 20,
            passes: 400_000_000,
            boxes: 200_000,
            samples: 4_000_000,
            entries: 10_000,
            unpacked_bytes: 256 << 20,
            ratio: 200,
        }
    }
}

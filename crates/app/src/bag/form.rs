//! The zip format's marks and numbers (PKWARE APPNOTE 6.3), for its writer and its reader.

pub const LOCAL: u32 = 0x0403_4b50;
pub const CENTRAL: u32 = 0x0201_4b50;
pub const DESCRIPTOR: u32 = 0x0807_4b50;
pub const END: u32 = 0x0605_4b50;
pub const FAR_END: u32 = 0x0606_4b50;
pub const FAR_LOCATOR: u32 = 0x0706_4b50;
/// The extra field with the numbers that 32 bits cannot hold.
pub const FAR_EXTRA: u16 = 1;
pub const STORED: u16 = 0;
pub const DEFLATED: u16 = 8;
/// Sizes and checksum follow the data.
pub const FOLLOWS: u16 = 1 << 3;
pub const UTF8: u16 = 1 << 11;
pub const ENCRYPTED: u16 = 1 | (1 << 6) | (1 << 13);

/// Little-endian fields one after the other.
#[derive(Debug, Default)]
pub struct Fields(pub Vec<u8>);

impl Fields {
    pub fn u16(mut self, value: u16) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    pub fn u32(mut self, value: u32) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    pub fn u64(mut self, value: u64) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }
}

/// Little-endian fields read one after the other; `None` past the end.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a>(pub &'a [u8]);

impl<'a> Reading<'a> {
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub fn u16(&mut self) -> Option<u16> {
        self.number().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.number().map(u32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Option<u64> {
        self.number().map(u64::from_le_bytes)
    }
}

//! Persons who do not exist: no region's number begins with 99, no telephone with 100.

/// GB 11643-1999, annex A: the weights of the 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/// The check character for each remainder by 11.
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// The day of birth of the `number`th person, `YYYYMMDD`: 1950 to 2009, days that every month has.
pub fn birth_date(number: u32) -> String {
    format!("{}{:02}{:02}", 1950 + number % 60, 1 + number % 12, 1 + number % 28)
}

/// A resident card's number with a valid check character; different for the first 1,000,000 numbers.
pub fn resident_card(number: u32) -> String {
    let body = format!("99{:04}{}{:03}", number / 1000 % 10_000, birth_date(number), number % 1000);
    let digits = body.chars().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = CHECKS.get(sum as usize % 11).unwrap();
    format!("{body}{check}")
}

/// A mobile telephone's number: eleven digits.
pub fn phone(number: u32) -> String {
    format!("100{:08}", 20_000_000 + number)
}

/// A name of two or three characters, by far not unique.
pub fn name(number: u32) -> String {
    let one = |letters: &str, at: u32| letters.chars().cycle().nth(at as usize).unwrap();
    let family = one("张王李赵钱孙周吴郑冯陈褚卫蒋沈韩杨", number % 17);
    let first = one("明华建国文军平芳敏静丽强磊洋勇艳杰娟涛", number / 17 % 19);
    match number % 3 {
        0 => format!("{family}{first}"),
        _ => format!("{family}{first}{}", one("一中山川云海林江河", number % 9)),
    }
}

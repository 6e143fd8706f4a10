// People who do not exist: no region's number begins with 99.
const SURNAMES = [..."甄贾佘闾宓郗亓仝宰郏濮缪佴浦胥车璩蔺"];
const GIVEN = [..."澄岚屿砚禾舟牧野渠泓湛苇榆柏檀霁旻昀朗岳"];
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHARACTERS = "10X98765432";

let made = 0;

/** GB 11643: the eighteenth character follows from the seventeen before it. */
export function checkCharacter(body) {
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * WEIGHTS[place], 0);
  return CHARACTERS[sum % 11];
}

const two = (n) => String(n).padStart(2, "0");

/** A woman born in 1985, another one each time. */
export function person() {
  made += 1;
  const [month, day] = [(made % 12) + 1, (made % 28) + 1];
  const region = 7000 + Math.floor(made / 400);
  const body = `99${region}1985${two(month)}${two(day)}${String((made % 400) * 2).padStart(3, "0")}`;
  const given = GIVEN[made % GIVEN.length] + GIVEN[Math.floor(made / GIVEN.length) % GIVEN.length];
  return {
    name: `${SURNAMES[made % SURNAMES.length]}${given}`,
    female: true,
    born: ["1985", String(month), String(day)],
    card: body + checkCharacter(body),
    mobile: `100${String(made % 1e8).padStart(8, "0")}`,
    email: `nominee-${made}@example.org`,
  };
}

/** The same number with a wrong last character. */
export function miscopied(card) {
  return card.slice(0, -1) + (card.endsWith("5") ? "6" : "5");
}

export function unitName(kind) {
  made += 1;
  return `沄州${kind}（旅程${made}）`;
}

export const PASSWORD = "渠水-青禾-2731-lamp";
export const SENTENCE = "扎根一线二十年，坚持把论文写在大地上，带领团队完成三代装置的研制和推广。";

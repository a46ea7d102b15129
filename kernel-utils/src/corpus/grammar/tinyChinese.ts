import { createGrammar } from "./createGrammar";

/**
 * Chinese in 25 words: who (老师 the teacher, 学生 the student, …), where (在 at 学校 school, …), what they do. The measure
 * word goes by the noun (一 本 书 a book, 一 杯 茶 a cup of tea), and the verb too. Each sentence has one parse.
 */
export const tinyChinese = createGrammar({
  S: [
    ["Who Do", 5],
    ["Who 在 Place Do", 3],
    ["Who 想 Do", 2],
  ],
  Who: [
    ["我", 4],
    ["你", 2],
    ["老师", 1],
    ["学生", 1],
    ["Who 的 朋友", 1],
  ],
  Place: [
    ["家", 2],
    ["学校", 2],
    ["北京", 1],
  ],
  Do: [
    ["喜欢 Who", 2],
    ["Read Book", 3],
    ["Drink Cup", 3],
    ["学习 中文", 2],
  ],
  Read: [
    ["看", 3],
    ["买", 1],
  ],
  Book: [
    ["Count 本 书", 3],
    ["书", 1],
  ],
  Drink: [
    ["喝", 3],
    ["要", 1],
  ],
  Cup: [
    ["Count 杯 Hot", 3],
    ["Hot", 1],
  ],
  Hot: [
    ["茶", 2],
    ["水", 1],
  ],
  Count: [
    ["一", 3],
    ["两", 1],
  ],
});

// tools/verify.html in Debian's Chromium. Standard input: {page, cases: [[file…]…], pictures: folder or ""}. Answer: for each
// case its verdict and checks, and all that the page asked for, said on its console or threw.
import {chromium} from "playwright-core";
import {readFileSync} from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"], timeout: 300000});
const page = await browser.newPage();
page.setDefaultTimeout(300000);
const said = [], requests = [], results = [];
page.on("console", message => said.push(message.text()));
page.on("pageerror", error => said.push(String(error)));
page.on("request", request => requests.push(request.url()));
await page.goto("file://" + asked.page);
for (const files of asked.cases) {
  await page.evaluate(() => document.getElementById("checks").replaceChildren());
  await page.setInputFiles("#files", files);
  await page.waitForFunction(() => document.querySelector("#checks li") &&
    document.getElementById("result").getAttribute("aria-busy") === "false");
  results.push(await page.evaluate(() => ({
    verdict: document.getElementById("verdict").className,
    checks: Object.fromEntries([...document.querySelectorAll("#checks li")].map(item =>
      [item.dataset.check, [item.dataset.result, item.dataset.reason]])),
  })));
}
const words = [];
for (const width of [390, 1280]) {
  await page.setViewportSize({width, height: 900});
  if (asked.pictures) await page.screenshot({path: `${asked.pictures}/verify-${width}.png`, fullPage: true});
  words.push(await page.evaluate(() => ({language: document.documentElement.lang, title: document.title,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    left: [...document.querySelectorAll("main *")].filter(each => /(?:page|word|certificate)\.[a-z]+\./.test(each.textContent) &&
      each.children.length === 0).map(each => each.textContent)})));
  await page.focus("#language");
  await page.keyboard.press("Enter");
}
await browser.close();
console.log(JSON.stringify({results, said, requests, words}));

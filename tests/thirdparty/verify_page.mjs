// tools/verify.html in Debian's Chromium. Standard input: {page, cases, pictures: folder or ""}; a case is {files: [path…],
// fields: {id: text}, fragment}. Answer: for each case its verdict, checks and facts, and all that the page asked for, said on
// its console or threw.
import {chromium} from "playwright-core";
import {readFileSync} from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"], timeout: 300000});
const said = [], requests = new Set(), results = [], words = [];

async function opened(fragment = "") {
  const page = await browser.newPage({locale: "ja-JP"});
  page.setDefaultTimeout(300000);
  page.on("console", message => said.push(message.text()));
  page.on("pageerror", error => said.push(String(error)));
  page.on("request", request => requests.add(request.url()));
  await page.goto(`file://${asked.page}${fragment && "#" + fragment}`);
  return page;
}

async function answer(page) {
  await page.waitForFunction(() => document.querySelector("#checks li") &&
    document.getElementById("result").getAttribute("aria-busy") === "false");
  return page.evaluate(() => ({
    verdict: document.getElementById("verdict").className, text: document.getElementById("verdict").textContent,
    checks: Object.fromEntries([...document.querySelectorAll("#checks li")].map(item =>
      [item.dataset.check, [item.dataset.result, item.dataset.reason]])),
    facts: document.getElementById("said").hidden ? [] : [...document.querySelectorAll("#facts dd")].map(each => each.textContent),
  }));
}

// What it looks like, in both languages.
async function look(page, name) {
  for (const width of [390, 1280]) {
    await page.setViewportSize({width, height: 900});
    for (let i = 0; i < 2; ++i) {
      await page.focus("#language");
      await page.keyboard.press("Enter");
      const found = await page.evaluate(() => ({language: document.documentElement.lang, title: document.title,
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        left: [...document.querySelectorAll("main *")].filter(each => /(?:page|word|certificate)\.[a-z]+\./.test(each.textContent) &&
          each.children.length === 0).map(each => each.textContent)}));
      words.push(found);
      if (asked.pictures)
        await page.screenshot({path: `${asked.pictures}/verify-${name}-${width}-${found.language}.png`, fullPage: true});
    }
  }
}

for (const [i, {files = [], fields = {}, fragment, picture}] of asked.cases.entries()) {
  const page = await opened(fragment);
  if (files.length > 0) await page.setInputFiles("#files", files);
  if (Object.keys(fields).length > 0) await page.click("#paste summary");
  for (const [id, text] of Object.entries(fields)) await page.fill("#" + id, text);
  results.push(await answer(page));
  if (picture || i === asked.cases.length - 1) await look(page, picture ?? "last");
  await page.close();
}
await browser.close();
console.log(JSON.stringify({results, said, requests: [...requests], words}));

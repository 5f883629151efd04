//! The frame of every page: head, header, language menu, notice of what the data is, footer.

use leptos::prelude::*;
use market_model::{MarketId, MarketStatus, Names};

use super::parts::{icon, name};
use super::piece::{Piece, Seal};

use crate::{Ctx, asset_url, ctx::market_path};

/// What differs between the frames of two pages.
pub(super) struct Frame<'a> {
    /// Name of the page for styles and scripts: `home`, `market`, `stall`, `walk`, `rider`, `desk`, `error`.
    pub page: &'static str,
    /// Title, without the site's name.
    pub title: String,
    /// One sentence for search engines and shared links.
    pub description: String,
    /// The market, when the page belongs to one.
    pub market: Option<(&'a MarketId, &'a Names, MarketStatus)>,
    /// The last step of the breadcrumb after the market: its text, and `ko` when that is Korean on another page.
    pub trail: Option<(String, Option<&'static str>)>,
    /// Whether search engines should stay away (riders, desk).
    pub private: bool,
    /// Whether the frame takes little room: no breadcrumb, no footer, the notice as its stamp alone.
    pub slim: bool,
    /// Address of the market's manifest, for the enhancement.
    pub manifest_url: Option<String>,
    /// Scripts and files that the browser may fetch before anything asks for them.
    pub ahead: &'static [&'static str],
    /// Address of the market's scene, to be fetched while the engine starts.
    pub scene_url: Option<String>,
}

impl Frame<'_> {
    /// A frame with a title and nothing else.
    pub fn new(page: &'static str, title: &str) -> Self {
        Self {
            page,
            title: title.to_owned(),
            description: String::new(),
            market: None,
            trail: None,
            private: false,
            slim: false,
            manifest_url: None,
            ahead: &[],
            scene_url: None,
        }
    }
}

/// The whole document.
pub(super) fn document(ctx: &Ctx, frame: &Frame<'_>, main: Piece) -> String {
    let w = ctx.words();
    let title =
        if frame.title == w.site { w.site.to_owned() } else { format!("{} · {}", frame.title, w.site) };
    let description =
        if frame.description.is_empty() { w.site_tagline.to_owned() } else { frame.description.clone() };
    let robots = frame.private.then(|| view! { <meta name="robots" content="noindex, nofollow" /> }.seal());
    let html = view! {
        <html lang=ctx.lang.code()>
            <head>
                <meta charset="utf-8" />
                <title>{title}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta name="description" content=description />
                <meta name="theme-color" content="#fbf6ec" />
                <meta name="color-scheme" content="light" />
                <meta name="referrer" content="same-origin" />
                {robots}
                <link rel="stylesheet" href=asset_url("jangteo") />
                <link rel="icon" type="image/svg+xml" href=asset_url("icon") />
                {alternates(ctx, frame)}
                {app(ctx, frame)}
                {ahead(frame)}
                <script type="module" src=asset_url("start")></script>
            </head>
            <body
                class=format!("page-{}", frame.page)
                data-page=frame.page
                data-market=frame.market.map(|(id, _, _)| id.to_string())
                data-manifest=frame.manifest_url.clone()
                data-scene=frame.scene_url.clone()
                data-xr=(frame.page == "walk").then(|| asset_url("xr"))
                data-bring=(frame.page == "walk").then(|| asset_url("bring"))
            >
                <a class="skip" href="#main">{w.skip}</a>
                {header(ctx, frame)}
                {(!frame.private).then(|| kept(ctx))}
                {(!frame.slim).then(|| status_notice(ctx, frame))}
                {(!frame.slim).then(|| breadcrumb(ctx, frame))}
                <main id="main" tabindex="-1">
                    {main}
                    {(frame.market.is_some() && !frame.private).then(|| kept_done(ctx))}
                </main>
                {(!frame.slim).then(|| footer(ctx))}
                <div id="live" class="visually-hidden" role="status" aria-live="polite"></div>
            </body>
        </html>
    }
    .seal();
    // The separators between text nodes are for hydration, which these pages do not use.
    format!("<!DOCTYPE html>{}", html.to_html().replace("<!>", ""))
}

/// Otherwise each of them would be fetched only when the one before it has arrived and run.
fn ahead(frame: &Frame<'_>) -> Vec<Piece> {
    let link = |url: &&'static str| {
        if url.ends_with(".js") {
            return view! { <link rel="modulepreload" href=*url /> }.seal();
        }
        view! { <link rel="preload" r#as="fetch" crossorigin="anonymous" href=*url /> }.seal()
    };
    frame.ahead.iter().map(link).collect()
}

/// What a phone needs to keep the market beside its other programs.
fn app(ctx: &Ctx, frame: &Frame<'_>) -> Option<Piece> {
    let (id, ..) = frame.market.filter(|_| !frame.private)?;
    let href = ctx.link(&format!("{}/app.webmanifest", market_path(id)), &[]);
    Some(
        view! {
            <link rel="manifest" href=href />
            <link rel="apple-touch-icon" href=asset_url("app-192") />
        }
        .seal(),
    )
}

/// Says that this market opens without a network, once it does.
fn kept_done(ctx: &Ctx) -> Piece {
    let text = ctx.words().kept_market;
    view! { <p class="kept-done" id="kept-done" data-text=text hidden=true></p> }.seal()
}

/// Shown by `start.js` on a page that was kept for when there is no network.
fn kept(ctx: &Ctx) -> Piece {
    let w = ctx.words();
    view! {
        <aside class="kept" id="kept" aria-label=w.kept_shown data-since=w.kept_since hidden=true>
            <p>{w.kept_shown} " " <span id="kept-since"></span></p>
        </aside>
    }
    .seal()
}

/// This page in every language, for search engines; they must not follow private links.
fn alternates(ctx: &Ctx, frame: &Frame<'_>) -> Vec<Piece> {
    if frame.private {
        return Vec::new();
    }
    let link = |(lang, _, url): (market_model::Lang, _, String)| {
        let url = format!("{}{url}", ctx.base_url);
        view! { <link rel="alternate" hreflang=lang.code() href=url /> }.seal()
    };
    ctx.in_every_language().into_iter().map(link).collect()
}

/// The languages as a menu of links that opens without a script, each under its own name.
fn languages(ctx: &Ctx) -> Piece {
    let own = |(lang, own, url): (market_model::Lang, &'static str, String)| {
        let current = (lang == ctx.lang).then_some("true");
        view! {
            <li><a href=url lang=lang.code() hreflang=lang.code() aria-current=current>{own}</a></li>
        }
        .seal()
    };
    let all = ctx.in_every_language();
    let here = all.iter().find(|(lang, ..)| *lang == ctx.lang).map_or("", |(_, own, _)| own);
    let links: Vec<_> = all.into_iter().map(own).collect();
    let w = ctx.words();
    view! {
        <details class="langs">
            <summary class="lang">
                {icon("globe")} <span class="visually-hidden">{w.language} ": "</span> <span>{here}</span>
            </summary>
            <nav aria-label=w.language><ul>{links}</ul></nav>
        </details>
    }
    .seal()
}

fn header(ctx: &Ctx, frame: &Frame<'_>) -> Piece {
    let w = ctx.words();
    let stamp = frame.market.filter(|_| frame.slim).and_then(|(_, _, status)| match status {
        MarketStatus::Surveyed => None,
        MarketStatus::Draft => Some(view! { <strong class="stamp draft">{w.status_draft}</strong> }.seal()),
        MarketStatus::Fictional => {
            Some(view! { <strong class="stamp fictional">{w.status_fictional}</strong> }.seal())
        }
    });
    view! {
        <header class="top">
            <div class="top-in">
                <a class="brand" href=ctx.link("/", &[])>
                    <svg class="mark" viewBox="0 0 24 24" width="34" height="34" aria-hidden="true">
                        <use href=format!("{}#mark", asset_url("icons"))></use>
                    </svg>
                    <span>{w.site}</span>
                </a>
                {stamp}
                {languages(ctx)}
            </div>
        </header>
    }
    .seal()
}

/// What the data is: nothing for a surveyed market.
pub(super) fn status_notice(ctx: &Ctx, frame: &Frame<'_>) -> Option<Piece> {
    let w = ctx.words();
    let (_, _, status) = frame.market?;
    let (class, short, text) = match status {
        MarketStatus::Surveyed => return None,
        MarketStatus::Draft => ("notice draft", w.status_draft, w.notice_draft),
        MarketStatus::Fictional => ("notice fictional", w.status_fictional, w.notice_fictional),
    };
    Some(
        view! {
            <aside class=class aria-label=short>
                <p><strong class="stamp">{short}</strong> {text}</p>
            </aside>
        }
        .seal(),
    )
}

fn breadcrumb(ctx: &Ctx, frame: &Frame<'_>) -> Option<Piece> {
    let w = ctx.words();
    let (id, names, _) = frame.market?;
    let market = name(ctx, names);
    let market = if frame.trail.is_none() {
        view! { <span aria-current="page">{market}</span> }.seal()
    } else {
        view! { <a href=ctx.link(&market_path(id), &[])>{market}</a> }.seal()
    };
    let trail = frame
        .trail
        .clone()
        .map(|(text, lang)| view! { <li><span aria-current="page" lang=lang>{text}</span></li> }.seal());
    Some(
        view! {
            <nav class="crumbs" aria-label=w.breadcrumb>
                <ol>
                    <li><a href=ctx.link("/", &[])>{w.home}</a></li>
                    <li>{market}</li>
                    {trail}
                </ol>
            </nav>
        }
        .seal(),
    )
}

fn footer(ctx: &Ctx) -> Piece {
    let w = ctx.words();
    view! {
        <footer class="foot">
            <div class="foot-in">
                <p>{w.footer_about}</p>
                <p>{w.footer_location}</p>
                <ul class="foot-links">
                    <li><a href=ctx.link("/", &[])>{w.home}</a></li>
                    <li><a href=ctx.link("/desk", &[])>{w.footer_desk}</a></li>
                    <li><a href="/tablet/">{w.footer_tablet}</a></li>
                </ul>
            </div>
        </footer>
    }
    .seal()
}

using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Options;

namespace Loader.Destinations.Nameless;

/// <summary>Reads the section under <c>to: nameless:</c>.</summary>
internal sealed class NamelessSettings(Section section)
{
    /// <summary>
    /// Words that the tag's bot protection looks for in the User-Agent of Website events (help text of the tag of 2026-06-01).
    /// </summary>
    private static readonly string[] BotWords =
    [
        "curl", "wget", "python", "requests", "httpie", "go-http-client", "java", "okhttp", "libwww", "perl", "axios", "node", "fetch", "php",
        "guzzle", "ruby", "faraday", "rest-client", "chatgpt", "anthropic", "claude", "perplexity", "bytspider", "ahrefs", "semrush", "mj12",
        "nmap", "zgrab", "masscan", "shodan", "bot", "crawler", "spider", "scraper", "headless", "phantomjs", "selenium", "puppeteer",
        "playwright", "cypress", "electron",
    ];

    /// <summary>The settings, or null when there is nothing to send to. Every one is asked for first, so that all mistakes show at once.</summary>
    public NamelessOptions? Read()
    {
        var endpoint = EndpointSetting.Read(
            section, "the tag's address, with its path: https://gtm.shop.example/tm/nameless", "https://gtm.shop.example/tm/nameless");
        var origin = Origin(Header("origin", "the header Origin; the tag compares its domain with its list: https://shop.example"));
        var version = Version();
        var options = new NamelessOptions
        {
            Endpoint = endpoint ?? new("https://localhost/"),
            Origin = origin,
            Version = version,
            ApiKey = SecretHeader("api_key", "the key of Streaming events; leave it out when the tag has none, which then refuses one"),
            EventOrigin = NotEmpty(section.Text(
                "event_origin",
                "the event_origin of events that bring none; without it page_view goes as Website, all others as Streaming protocol")),
            WebsiteUserAgent = Header("user_agent", "the User-Agent of Website events", NamelessOptions.DefaultWebsiteUserAgent)!,
            StreamingUserAgent = Header("streaming_user_agent", "the User-Agent of Streaming events", NamelessOptions.DefaultStreamingUserAgent)!,
            Cookies = Cookies(version),
            CookiePrefix = CookiePrefix(section.Text("cookie_prefix", "the tag's cookie prefix, without the underscore after it")),
            PreviewHeader = SecretHeader("preview_header", "the header X-Gtm-Server-Preview, which routes to the preview; it expires"),
            MapIds = MapIds(),
            IdsKey = NotEmpty(section.Secret("ids_key", "the secret of that hash, so that ids cannot be guessed back; another one gives other ids")),
            KeepOriginalIds = section.Flag("keep_original_ids", true, "store mapped ids' originals in event_data"),
            JobId = JobId(),
            EnsurePageView = EnsurePageView(),
        };
        section.Finish();
        Check(options);
        return endpoint is null ? null : options;
    }

    private NamelessVersion Version()
    {
        const string Help = "the generation of the tag; seed is the payload of the original script, which every stored tag refuses";
        return section.Choice("protocol", ["2026", "2025", "seed"], "2026", Help) switch
        {
            "2025" => NamelessVersion.Tag2025,
            "seed" => NamelessVersion.Seed,
            _ => NamelessVersion.Tag2026,
        };
    }

    private bool Cookies(NamelessVersion version)
    {
        const string Help = "whether requests carry the tag's cookies, made from the ids";
        return section.Choice("cookies", ["from_ids", "none"], version == NamelessVersion.Seed ? "none" : "from_ids", Help) == "from_ids";
    }

    private bool MapIds()
    {
        const string Help = "exact: other forms than 15 letters and digits fail their row; mapped: they are hashed into that form";
        return section.Choice("ids", ["exact", "mapped"], "exact", Help) == "mapped";
    }

    private bool EnsurePageView()
    {
        const string Help = "ensure: make the page view that opens a session the tag does not know";
        return section.Choice("page_view", ["never", "ensure"], "never", Help) == "ensure";
    }

    /// <summary>By default the same for every run to one endpoint and origin, so that running again gives the same bytes.</summary>
    private string JobId()
    {
        const string Help = "stored in event_data.job_id, to find or remove a load; by default 16 digits from the mapping's name";
        return NotEmpty(section.Text("job_id", Help))
            ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(section.Context.Load)))[..16];
    }

    private string? Origin(string? text)
    {
        if (text is null) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" && !text.EndsWith('/'))
        {
            return text;
        }

        section.Wrong("origin", $"'{text}' is not an origin", "write scheme and host, nothing after: https://shop.example");
        return null;
    }

    private string CookiePrefix(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')) return text;
        section.Wrong("cookie_prefix", $"'{text}' cannot begin a cookie's name", "use letters, digits, '_' and '-'");
        return "";
    }

    private string? Header(string name, string help, string? otherwise = null) => InHeader(name, section.Text(name, help, otherwise)) ?? otherwise;

    private string? SecretHeader(string name, string help) => InHeader(name, section.Secret(name, help));

    /// <summary>The text, when it can stand in a header; null when it is empty or cannot.</summary>
    private string? InHeader(string name, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.All(c => c is >= ' ' and <= '~')) return text;
        section.Wrong(name, $"'{name}' has characters that cannot stand in a header", "use printable ASCII only");
        return null;
    }

    private void Check(NamelessOptions options)
    {
        if (options.EventOrigin is { } own && own is not (NamelessOptions.Website or NamelessOptions.Streaming) && options.Version != NamelessVersion.Seed)
        {
            Warn(
                NamelessCodes.UnusualOrigin,
                "event_origin",
                $"event_origin '{own}' is refused by every stored tag since 2026",
                DidYouMean.Hint(own, [NamelessOptions.Website, NamelessOptions.Streaming]) ?? "use 'Website' or 'Streaming protocol'");
        }

        if (!options.Cookies && options.Version == NamelessVersion.Tag2026 && options.EventOrigin is not null)
        {
            section.Findings.Add(CookieWarning.Of(options.EventOrigin == NamelessOptions.Website, section.PlaceOf("cookies")));
        }

        if (Array.Find(BotWords, word => options.WebsiteUserAgent.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } bot)
        {
            Warn(NamelessCodes.LooksLikeBot, "user_agent", $"the user_agent holds '{bot}', which the tag's bot protection refuses", "use a browser's");
        }

        if (options.EnsurePageView && options.Version != NamelessVersion.Tag2026)
        {
            section.Refuse("page_view", "page_view: ensure needs protocol: 2026");
        }

        if (options is { EnsurePageView: true, Cookies: false })
        {
            section.Refuse("page_view", "page_view: ensure needs cookies: a page view without them opens a session of its own");
        }

        if (options.Version == NamelessVersion.Seed)
        {
            Warn(NamelessCodes.NoSuchTag, "protocol", "protocol: seed is refused by every stored tag", "use protocol: 2026, which the newest one accepts");
        }
    }

    private void Warn(FindingCode code, string setting, string message, string? hint) =>
        section.Findings.Add(code, section.PlaceOf(setting), message, hint);

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

using Loader.Mappings.Findings;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>Reads <c>url:</c>: an address whose parts <c>{= …}</c> rows fill.</summary>
internal sealed class UrlSettings(Section section)
{
    public const string Name = "url";

    /// <summary>The address, or null with findings.</summary>
    public UrlTemplate? Read()
    {
        var text = section.Text(
            Name, "where requests go; parts of path and query may be computed from the event: https://api.example.com/{= shop}/events", required: true);
        var allowHttp = section.Flag("allow_http", false, "take an http:// address of another host; everything sent then travels readable");
        if (text is null) return null;

        // A rehearsal keeps path, query and what rows fill, and changes only whom it asks.
        var own = section.Context.IsRehearsal ? section.Replaced(Name) : null;
        var read = Template(own ?? text, allowHttp || own is not null);
        if (read is null) return null;
        HideQuery(read.Endpoint);
        return own is null ? read : read.At(new(text));
    }

    private UrlTemplate? Template(string text, bool allowHttp)
    {
        var parts = new List<UrlPart>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("{=", at, StringComparison.Ordinal);
            if (open < 0)
            {
                parts.Add(new(text[at..], null));
                break;
            }

            if (open > at) parts.Add(new(text[at..open], null));
            var close = Close(text, open);
            if (close < 0)
            {
                section.Wrong(Name, "'{=' without its '}'", "https://api.example.com/{= shop}/events");
                return null;
            }

            var origin = new TextOrigin(section.PlaceOf(Name)).From(open + 2);
            if (SettingFormula.Parse(Name, text[(open + 2)..close], origin, section.Findings) is not { } formula) return null;
            parts.Add(new("", formula));
            at = close + 1;
        }

        return Check(parts, text, allowHttp);
    }

    /// <summary>The brace that closes a formula; those inside its texts do not.</summary>
    private static int Close(string text, int open)
    {
        var (depth, quoted) = (0, false);
        for (var at = open; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"': quoted = !quoted; break;
                case '{' when !quoted: depth++; break;
                case '}' when !quoted && --depth == 0: return at;
            }
        }

        return -1;
    }

    private UrlTemplate? Check(List<UrlPart> parts, string text, bool allowHttp)
    {
        var constant = parts is [{ Formula: null } first, ..] ? first.Literal : "";
        if (!Uri.TryCreate(constant, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            section.Wrong(
                Name, $"'{text}' is not an absolute http address", "scheme and host are the same for every row: https://api.example.com/{= shop}/events");
            return null;
        }

        var afterHost = constant.IndexOf("//", StringComparison.Ordinal) is var slashes && constant.IndexOfAny(['/', '?'], slashes + 2) >= 0;
        if (parts.Count > 1 && !afterHost)
        {
            section.Refuse(Name, "a row must not decide to which host a request goes", "end the host with '/' before the first {= …}");
            return null;
        }

        if (uri.UserInfo.Length > 0) section.Refuse(Name, "an address must not hold a user name or password", "use auth: { basic: … }");
        else if (uri.Scheme == "http" && !uri.IsLoopback && !allowHttp)
        {
            section.Refuse(Name, $"http:// to {uri.Host} would send the events readable", "use https://, or set allow_http: true");
        }
        else if (parts.Exists(part => part.Literal.Contains('#', StringComparison.Ordinal))) section.Refuse(Name, "what stands after '#' is never sent");
        else return new(uri, parts);
        return null;
    }

    /// <summary>What stands in a query may be a key; no report shows it.</summary>
    private void HideQuery(Uri uri)
    {
        const int ShortestKey = 8;
        foreach (var pair in uri.Query.TrimStart('?').Split('&'))
        {
            var value = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (value.Length >= ShortestKey) section.Context.Secrets.Add(Uri.UnescapeDataString(value));
        }
    }
}

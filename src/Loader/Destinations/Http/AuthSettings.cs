using System.Security.Cryptography;
using System.Text;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>Reads <c>auth:</c>: one way to prove who sends, or none.</summary>
internal sealed class AuthSettings(Section section, Uri? address)
{
    private readonly OptionContext context = section.Context;

    public HttpAuth? Read()
    {
        string[] ways = ["bearer", "basic", "header", "hmac", "oauth2", "google"];
        var given = ways.Where(section.Has).ToList();
        HttpAuth?[] read = [Bearer(), Basic(), Header(), Hmac(), OAuth2(), Google()];
        section.Finish();
        if (given.Count > 1) section.Refuse(given[1], $"'{section.Path}' names {given.Count} ways: {string.Join(", ", given)}", "keep one of them");
        return given.Count == 0 ? null : read[Array.IndexOf(ways, given[0])];
    }

    private HeaderAuth? Bearer() =>
        section.Secret("bearer", "a token that never changes, sent as Authorization: Bearer …") is { Length: > 0 } token && IsHeader("bearer", token)
        ? new("Authorization", "Bearer " + token)
        : null;

    private HeaderAuth? Basic()
    {
        var basic = section.Inner("basic", "a user name and a password, sent as Authorization: Basic …");
        var user = basic.Secret("user", "the user name, or the key where a service takes it in its place", required: section.Has("basic"));
        var password = basic.Secret("password", "the password; without it an empty one");
        basic.Finish();
        if (user is null) return null;
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        context.Secrets.Add(pair);
        return new("Authorization", "Basic " + pair);
    }

    private HeaderAuth? Header()
    {
        var header = section.Inner("header", "a key in a header of its own");
        var name = header.Text("name", "the header's name: X-Api-Key", required: section.Has("header"));
        var value = header.Secret("value", "the key, or the whole value of the header", required: section.Has("header"));
        header.Finish();
        return name is not null && value is not null && IsHeader("header", value) && HeaderSettings.IsName(section, "header", name) ? new(name, value) : null;
    }

    private SignatureAuth? Hmac()
    {
        var hmac = section.Inner("hmac", "a signature of the body as it leaves (compressed, when it is), in a header");
        var key = hmac.Secret("key", "the shared secret", required: section.Has("hmac"));
        var algorithm = hmac.Choice("algorithm", ["sha256", "sha512", "sha1"], "sha256", "the hash that the signature is made with");
        var header = hmac.Text("header", "the header it stands in", "X-Signature")!;
        var prefix = hmac.Text("prefix", "what stands before it: sha256=") ?? "";
        var encoding = hmac.Choice("encoding", ["hex", "base64"], "hex", "how it is written");
        var timestamp = hmac.Text("timestamp_header", "the header that carries the time of the signature, in seconds since 1970");
        var signed = hmac.Text("signed", "what is signed, with {body} and {timestamp} in it", "{body}")!;
        hmac.Finish();
        if (string.IsNullOrEmpty(key)
            || !HeaderSettings.IsName(hmac, "header", header)
            || (timestamp is not null && !HeaderSettings.IsName(hmac, "timestamp_header", timestamp))) return null;
        if (!signed.Contains("{body}", StringComparison.Ordinal)) hmac.Refuse("signed", "a signature without {body} proves nothing about the body");
        var hash = algorithm switch { "sha512" => HashAlgorithmName.SHA512, "sha1" => HashAlgorithmName.SHA1, _ => HashAlgorithmName.SHA256 };
        return new(new(Encoding.UTF8.GetBytes(key), hash, header, prefix, encoding == "base64", timestamp, signed));
    }

    private TokenAuth? OAuth2()
    {
        var isGiven = section.Has("oauth2");
        var oauth = section.Inner("oauth2", "tokens by client credentials (RFC 6749, 4.4), renewed before they end and once after a 401");
        var url = oauth.Text("token_url", "where tokens are given", required: isGiven);
        var id = oauth.Secret("client_id", "the client that asks for a token", required: isGiven);
        var secret = oauth.Secret("client_secret", "the secret of that client", required: isGiven);
        var scope = oauth.Text("scope", "what the token is for");
        var audience = oauth.Text("audience", "for whom the token is, where the server asks");
        var inBody = oauth.Choice("credentials_in", ["header", "body"], "header", "where id and secret stand in the request for a token") == "body";
        oauth.Finish();
        if (url is null || id is null || secret is null) return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var at) || !(at.Scheme == "https" || (at.Scheme == "http" && at.IsLoopback)))
        {
            oauth.Wrong("token_url", $"'{url}' is not an https address", "a token and its secret must not travel readable");
            return null;
        }

        if (context.IsRehearsal && address is not null) at = new(address, "/rehearsal/token");
        var secrets = context.Secrets;
        return new(clock => new ClientCredentials(new(at, id, secret, scope, audience, inBody), secrets, clock));
    }

    private TokenAuth? Google()
    {
        var isGiven = section.Has("google");
        var google = section.Inner("google", "tokens by Google's own library");
        var scope = google.Text("scope", "what the token is for: https://www.googleapis.com/auth/datamanager", required: isGiven);
        var credentials = google.Text("credentials", "a credentials file; without it what the machine has (Application Default Credentials)");
        google.Finish();
        if (scope is null) return null;
        if (context.IsRehearsal) return new(_ => new FixedToken("rehearsal"));
        var secrets = context.Secrets;
        return new(_ => new GoogleTokens(scope, string.IsNullOrEmpty(credentials) ? null : credentials, secrets));
    }

    private bool IsHeader(string name, string value)
    {
        if (HeaderSettings.IsValue(value)) return true;
        section.Wrong(name, $"'{name}' has characters that cannot stand in a header", "use printable ASCII only");
        return false;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>A message authentication code over a body, in a header.</summary>
/// <param name="Key">The shared secret.</param>
/// <param name="Algorithm">SHA-1, SHA-256 or SHA-512.</param>
/// <param name="Header">Where it stands.</param>
/// <param name="Prefix">What stands before it: <c>sha256=</c>.</param>
/// <param name="Base64">Whether it is written in base64 instead of hexadecimal digits.</param>
/// <param name="TimestampHeader">The header that carries the time of the signature, in seconds since 1970; null: none.</param>
/// <param name="Signed">What is signed, with <c>{timestamp}</c> and <c>{body}</c> in it.</param>
internal sealed record BodySignature(
    byte[] Key, HashAlgorithmName Algorithm, string Header, string Prefix, bool Base64, string? TimestampHeader, string Signed)
{
    private const string Body = "{body}";
    private const string Timestamp = "{timestamp}";

    [SuppressMessage("Security", "CA5350", Justification = "Some services still sign with HMAC-SHA1, which is not broken as a code.")]
    public string Of(ReadOnlySpan<byte> body, long timestamp)
    {
        using var hash = IncrementalHash.CreateHMAC(Algorithm, Key);
        for (var at = 0; at < Signed.Length;)
        {
            var rest = Signed.AsSpan(at);
            if (rest.StartsWith(Body))
            {
                hash.AppendData(body);
                at += Body.Length;
            }
            else if (rest.StartsWith(Timestamp))
            {
                hash.AppendData(Encoding.ASCII.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture)));
                at += Timestamp.Length;
            }
            else
            {
                var next = rest[1..].IndexOf('{');
                var literal = next < 0 ? rest : rest[..(next + 1)];
                hash.AppendData(Encoding.UTF8.GetBytes(literal.ToString()));
                at += literal.Length;
            }
        }

        var code = hash.GetHashAndReset();
        return Prefix + (Base64 ? Convert.ToBase64String(code) : Convert.ToHexStringLower(code));
    }
}

/// <summary>Signs each attempt: a request that waited for minutes carries the time at which it really leaves.</summary>
internal sealed class SignatureHandler(BodySignature signature, TimeProvider clock, HttpMessageHandler connections) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content switch
        {
            BodyContent ours => ours.Bytes,
            null => default,
            var other => await other.ReadAsByteArrayAsync(cancellationToken),
        };
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        Set(request, signature.Header, signature.Of(body.Span, now));
        if (signature.TimestampHeader is { } header) Set(request, header, now.ToString(CultureInfo.InvariantCulture));
        return await base.SendAsync(request, cancellationToken);
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}

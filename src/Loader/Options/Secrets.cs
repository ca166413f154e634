using System.Text;
using System.Text.Json;

namespace Loader.Options;

/// <summary>
/// The values that must never be shown: what came from the environment into a secret setting. Everything that could quote a request or
/// an answer (reasons, reports, rejected rows' reasons, exceptions) goes through <see cref="Redact"/>.
/// </summary>
public sealed class Secrets
{
    private const string Mask = "[secret]";
    private const int ShortestWorthHiding = 4;
    private readonly Lock gate = new();
    private volatile HashSet<string> forms = new(StringComparer.Ordinal);

    /// <summary>Keeps a value from being shown. Values of less than four characters would hide half of every text and nothing else; they are ignored.</summary>
    public void Add(string value)
    {
        if (value.Length < ShortestWorthHiding) return;
        var escaped = Uri.EscapeDataString(value);
        string[] added =
        [
            value, escaped, LowerCodes(escaped), escaped.Replace("%20", "+", StringComparison.Ordinal), JsonEncodedText.Encode(value).ToString(),
            JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];

        // A token may be fetched while others redact: they go on with the set they have.
        lock (gate) forms = new(forms.Concat(added), StringComparer.Ordinal);
    }

    /// <summary>
    /// The text with every secret value replaced, also where it is percent-encoded or escaped as in JSON. Values that overlap in the text are
    /// hidden together, so that no part of either stays.
    /// </summary>
    public string Redact(string text)
    {
        if (forms.Count == 0) return text;
        var hidden = new List<(int Start, int End)>();
        foreach (var form in forms)
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
                hidden.Add((at, at + form.Length));
        }

        if (hidden.Count == 0) return text;
        hidden.Sort();
        var redacted = new StringBuilder();
        var (shown, end) = (0, -1);
        foreach (var span in hidden)
        {
            if (span.Start >= end)
            {
                redacted.Append(text, shown, span.Start - shown).Append(Mask);
            }

            shown = end = Math.Max(end, span.End);
        }

        return redacted.Append(text, shown, text.Length - shown).ToString();
    }

    /// <summary>Percent codes may have either case (RFC 3986, 2.1); the letters around them may not change.</summary>
    private static string LowerCodes(string escaped)
    {
        var letters = escaped.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] != '%') continue;
            letters[i + 1] = char.ToLowerInvariant(letters[i + 1]);
            letters[i + 2] = char.ToLowerInvariant(letters[i + 2]);
            i += 2;
        }

        return new(letters);
    }
}

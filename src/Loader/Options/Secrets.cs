using System.Text;

namespace Loader.Options;

/// <summary>
/// The values that must never be shown: what came from the environment into a secret setting. Everything that could quote a request or
/// an answer (reasons, reports, rejected rows' reasons, exceptions) goes through <see cref="Redact"/>.
/// </summary>
public sealed class Secrets
{
    private const string Mask = "[secret]";
    private const int ShortestWorthHiding = 4;
    private readonly List<string> values = [];

    public void Add(string value)
    {
        if (value.Length < ShortestWorthHiding || values.Contains(value, StringComparer.Ordinal)) return;
        values.Add(value);
        values.Sort((a, b) => b.Length.CompareTo(a.Length));
    }

    /// <summary>The text with every secret value (also percent-encoded) replaced.</summary>
    public string Redact(string text)
    {
        if (values.Count == 0) return text;
        var redacted = new StringBuilder(text);
        foreach (var value in values)
        {
            redacted.Replace(value, Mask);
            redacted.Replace(Uri.EscapeDataString(value), Mask);
        }

        return redacted.ToString();
    }
}

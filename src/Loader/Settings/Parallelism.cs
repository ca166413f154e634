using System.Globalization;
using Loader.Sending.Adaptive;

namespace Loader.Settings;

/// <summary>How many requests are in flight: a number, or <c>auto</c> with or without its bounds.</summary>
/// <param name="Most">At most this many.</param>
/// <param name="Adaptive">The bounds between which the number is found; null when it is fixed.</param>
public sealed record Parallelism(int Most, AdaptiveBounds? Adaptive)
{
    /// <summary>Most senders of one run.</summary>
    public const int MostParallel = 256;

    private const string Auto = "auto";

    /// <summary><c>16</c>, <c>auto</c>, <c>auto 4..64</c>; null with the trouble in words when the text is none of these.</summary>
    public static Parallelism? Parse(string text, out string? trouble)
    {
        trouble = null;
        var trimmed = text.Trim();
        if (trimmed == Auto) return new(AdaptiveBounds.DefaultMost, new(AdaptiveBounds.DefaultLeast, AdaptiveBounds.DefaultMost));
        if (trimmed.StartsWith(Auto + " ", StringComparison.Ordinal) && trimmed[Auto.Length..].Split("..") is [var least, var most])
        {
            if (Number(least, ref trouble) is not { } from || Number(most, ref trouble) is not { } to) return null;
            if (from <= to) return new(to, new(from, to));
            trouble = $"'{text}' has its lower bound above its upper one";
            return null;
        }

        return Number(trimmed, ref trouble) is { } number ? new(number, null) : null;
    }

    private static int? Number(string text, ref string? trouble)
    {
        if (!int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            trouble = $"'{text.Trim()}' is neither a whole number nor auto";
        else if (number < 1) trouble = $"{number} is too small for parallel";
        else if (number > MostParallel) trouble = $"{number} is too large for parallel";
        else return number;
        return null;
    }
}

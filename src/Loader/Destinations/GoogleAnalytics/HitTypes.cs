namespace Loader.Destinations.GoogleAnalytics;

/// <summary>The types of hits and what each needs (parameter reference of the Measurement Protocol v1).</summary>
internal static class HitTypes
{
    /// <summary>A hit needs all parameters of one of the lists.</summary>
    private static readonly (string Type, string[][] Needs)[] All =
    [
        ("pageview", [["dl"], ["dh", "dp"]]),
        ("screenview", [["cd"]]),
        ("event", [["ec", "ea"]]),
        ("transaction", [["ti"]]),
        ("item", [["ti", "in"]]),
        ("social", [["sn", "sa", "st"]]),
        ("exception", [[]]),
        ("timing", [["utc", "utv", "utt"]]),
    ];

    private static readonly byte[][] Utf8 = [.. All.Select(type => System.Text.Encoding.ASCII.GetBytes(type.Type))];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(type => type.Type)];

    /// <summary>The type's index, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Utf8.Length; i++)
        {
            if (name.SequenceEqual(Utf8[i])) return i;
        }

        return -1;
    }

    /// <summary>Lists of parameters, of which a hit of that type needs one whole list.</summary>
    public static string[][] NeedsOf(int index) => All[index].Needs;

    /// <summary>The same for people: <c>dl, or dh and dp</c>.</summary>
    public static string NeedsInWords(int index) => string.Join(", or ", All[index].Needs.Select(list => string.Join(" and ", list)));
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>
/// The parameters of a hit (parameter reference of the Measurement Protocol v1): which values they take and how many bytes. Names that are
/// not here are sent all the same; the protocol grew while it lived.
/// </summary>
internal static partial class HitParameters
{
    /// <summary>Milliseconds that may lie between an event and its hit; hits that waited longer may not be processed.</summary>
    public const long LongestQueueTime = 4 * 60 * 60 * 1_000;

    private static readonly FrozenDictionary<string, HitParameter> Known = new (string Names, HitParameter Takes)[]
    {
        ("v tid t cid uid ds z sc ua uip geoid gclid dclid ci aip npa", new(HitValue.Text)),
        ("dr dl dp cd st", new(HitValue.Text, 2_048)),
        ("dt", new(HitValue.Text, 1_500)),
        ("cn cs dh an av", new(HitValue.Text, 100)),
        ("cm", new(HitValue.Text, 50)),
        ("ck cc ea el ti ta in ic iv utv utl linkid xcd", new(HitValue.Text, 500)),
        ("ec exd aid aiid utc", new(HitValue.Text, 150)),
        ("sr vp de sd ul fl", new(HitValue.Text, 20)),
        ("sn sa", new(HitValue.Text, 50)),
        ("xid", new(HitValue.Text, 40)),
        ("cu", new(HitValue.Text, 10)),
        ("xvar pa tcc pal col promoa", new(HitValue.Text)),
        ("qt", new(HitValue.QueueTime)),
        ("ev iq utt plt dns pdt rrt tcp srt dit clt cos", new(HitValue.Count)),
        ("tr ts tt ip", new(HitValue.Amount)),
        ("ni je exf", new(HitValue.Flag)),
    }.SelectMany(line => line.Names.Split(' ').Select(name => KeyValuePair.Create(name, line.Takes))).ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>What a parameter takes; null for one that the reference does not have.</summary>
    public static HitParameter? Find(string name) =>
        Known.GetValueOrDefault(name)
        ?? (CustomDimension().IsMatch(name) ? new(HitValue.Text, 150)
            : CustomMetric().IsMatch(name) ? new(HitValue.Amount)
            : Numbered().IsMatch(name) ? new(HitValue.Text)
            : null);

    [GeneratedRegex("^cd[1-9][0-9]{0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex CustomDimension();

    [GeneratedRegex("^cm[1-9][0-9]{0,2}$", RegexOptions.NonBacktracking)]
    private static partial Regex CustomMetric();

    /// <summary>Content groups, and products, impression lists and promotions of enhanced e-commerce.</summary>
    [GeneratedRegex("^(cg[1-5]|pr[1-9][0-9]{0,2}[a-z]{2}[0-9]{0,3}|il[1-9][0-9]{0,2}(nm|pi[1-9][0-9]{0,2}[a-z]{2}[0-9]{0,3})|promo[1-9][0-9]{0,2}[a-z]{2})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}

/// <summary>What a parameter takes.</summary>
/// <param name="Value">Which values.</param>
/// <param name="MostBytes">Bytes of its text at most, before it is encoded.</param>
internal sealed record HitParameter(HitValue Value, int MostBytes = int.MaxValue);

/// <summary>Which values a parameter takes.</summary>
internal enum HitValue
{
    Text,

    /// <summary>A whole number, not below 0.</summary>
    Count,

    /// <summary>A number.</summary>
    Amount,

    /// <summary>1 or 0.</summary>
    Flag,

    /// <summary>Milliseconds, at most four hours of them.</summary>
    QueueTime,
}

using System.Globalization;
using Loader.Mappings.Findings;

namespace Loader.Books;

/// <summary>
/// Compares what books describe with what a run is about to load. All of it has to be the same, with two exceptions: failed rows may be tried again under
/// another mapping, and a source may have grown at its end. Says each difference as a finding.
/// </summary>
/// <param name="folder">The folder of the books.</param>
/// <param name="page">What they say.</param>
/// <param name="now">What is about to be loaded.</param>
/// <param name="findings">Where differences go.</param>
internal sealed class IdentityCheck(string folder, TitlePage page, BookIdentity now, FindingList findings)
{
    /// <summary>Where nobody knows what was sent.</summary>
    public const string RestartHint = "begin anew with --restart, which sends every row again, also those that were sent; " + Kept;
    private const string Kept = "the old books are kept in the folder 'before'";

    private readonly BookIdentity then = page.Identity;

    /// <summary>Rows that were sent, or may have been.</summary>
    public long Sent { get; init; }

    private string Again => Sent == 0
        ? "sends every row again"
        : string.Create(CultureInfo.InvariantCulture, $"sends every row again, also the {Sent:N0} that {(Sent == 1 ? "was" : "were")} sent or may have been");

    private string Usual => $"undo the change to continue this load, or begin anew with --restart, which {Again}; {Kept}";

    /// <summary>Whether the load may go on; findings when it may not.</summary>
    /// <param name="mappingMayDiffer">Only failed rows leave.</param>
    /// <param name="source">What is known of the source's content beyond its fingerprint.</param>
    public bool IsSame(bool mappingMayDiffer, SourceCheck source)
    {
        var same = Compare("the mapping", then.MappingName, now.MappingName, Usual);
        if (same) same = Mapping(mappingMayDiffer);
        same &= Source(source);
        same &= Compare("the destination", then.Destination, now.Destination, Usual)
            && Compare("the endpoint", then.Endpoint, now.Endpoint, Usual)
            && Compare("the hidden part of the endpoint", then.EndpointCheck ?? "none", now.EndpointCheck ?? "none", Usual)
            && Settings();
        return same & Secrets();
    }

    private bool Mapping(bool mayDiffer)
    {
        var reading = then.ReadingHash == now.ReadingHash;
        var hint = reading ? Usual + "; where rows failed, --retry-failed sends those alone under the mapping as it is now" : Usual;
        if (mayDiffer && reading) return true;
        return mayDiffer
            ? Compare("how the mapping reads the source", then.ReadingHash, now.ReadingHash, Usual)
            : Compare($"what the mapping '{now.MappingName}' says", then.MappingHash, now.MappingHash, hint);
    }

    private bool Source(SourceCheck source)
    {
        var isItsOwnRejected = Path.GetFullPath(now.SourceName).StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var hint = isItsOwnRejected ? "a corrected file is a source of its own: give it books of its own, --runs with another folder" : Usual;
        if (!Compare("the source", then.SourceName, now.SourceName, hint)) return false;
        if (source is SourceCheck.Grown) return true;
        if (source is SourceCheck.Same && then.SourceFingerprint != now.SourceFingerprint)
            return Compare(Content, then.SourceFingerprint, now.SourceFingerprint, OfContent);
        if (source is SourceCheck.Same) return true;
        var sizes = then.SourceBytes == now.SourceBytes
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" (it had {then.SourceBytes:N0} bytes and has {now.SourceBytes:N0})");
        return source is SourceCheck.LastRowOpen
            ? Differ(
                Content,
                "in the row that was its last" + sizes,
                "that row had no line break behind it, so what was appended is part of it, and it has been loaded; " + Usual)
            : Differ(Content, "in the part that has been read before" + sizes, OfContent);
    }

    /// <summary>A rejected file that was corrected once more still holds the rows that its load has sent.</summary>
    private string OfContent => CorrectedLoads.OriginOf(now.SourceName) is null || Sent == 0
        ? Usual
        : $"what failed again is in the rejected file of this load, in '{folder}': correct and load that one, with books of its own (--runs with another folder); "
            + $"--restart {Again}";

    private string Content => $"the content of '{now.SourceName}'";

    private bool Settings()
    {
        var same = true;
        foreach (var name in then.Settings.Keys.Union(now.Settings.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            same &= Compare(
                $"the destination's setting '{name}'",
                then.Settings.GetValueOrDefault(name, "not set"),
                now.Settings.GetValueOrDefault(name, "not set"),
                Usual);
        return same;
    }

    /// <summary>Which secrets a mapping asks for is a part of what it says; here it is about another value under the same name.</summary>
    private bool Secrets()
    {
        var same = true;
        foreach (var (name, check) in then.Secrets)
            if (now.Secrets.TryGetValue(name, out var other)) same &= Compare($"the value of secret(\"{name}\")", check, other, Usual);
        return same;
    }

    private bool Compare(string what, string before, string after, string hint) => before == after || Differ(what, $": was {before}, is {after}", hint);

    private bool Differ(string what, string how, string hint)
    {
        var since = string.Create(CultureInfo.InvariantCulture, $"since this load began ({page.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z)");
        findings.Add(BookCodes.Changed, Place.Of(folder), how[0] == ':' ? $"{what} changed {since}{how}" : $"{what} changed {how}, {since}", hint);
        return false;
    }
}

/// <summary>What is known of the source's content beyond its fingerprint.</summary>
internal enum SourceCheck
{
    /// <summary>Nothing speaks against the fingerprint.</summary>
    Same,

    /// <summary>It does not begin any more with what has been read of it.</summary>
    OtherBeginning,

    /// <summary>The last row that was read had no end, and something other than its end was appended.</summary>
    LastRowOpen,

    /// <summary>It begins with all that has been read of it, and has become longer.</summary>
    Grown,
}

using Loader.Books;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.Bytes;

namespace Loader.Running;

/// <summary>What is said of loads whose rows were piped in: they cannot be continued, unless what came was kept.</summary>
internal static class StandardInputWords
{
    /// <summary>The note for reports; null for any other load.</summary>
    /// <param name="fingerprint">What the books know of the source's content.</param>
    public static string? Note(string fingerprint) => IsOnce(fingerprint)
        ? "the rows were piped in, which happens once: no later run can continue this load (--spool keeps what comes, and then one can)"
        : null;

    /// <summary>Why the load that was found cannot be gone on with; null when nothing speaks against it here.</summary>
    public static Finding? Refusal(ISource source, BookIdentity found, Place at)
    {
        if (!source.ComesOnce || found.SourceName != source.Name) return null;
        return IsOnce(found.SourceFingerprint)
            ? new(
                BookCodes.ComesOnce,
                at,
                "the last run loaded what was piped in, which comes once: nobody can say whether these are the same rows",
                "load what comes now as a new load: --restart, which sends all of it, also rows that were sent; with --spool that one can be continued")
            : new(
                BookCodes.ComesOnce,
                at,
                "the last run kept what was piped in; this one would not read that",
                "to continue it: --spool, with nothing piped in; to load what comes now as a new load: --restart, which sends all of it, also rows that "
                    + "were sent");
    }

    private static bool IsOnce(string fingerprint) => fingerprint.StartsWith(StandardInput.Once, StringComparison.Ordinal);
}

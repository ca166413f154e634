using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Loader.Books.Files;
using Loader.Books.Records;
using Loader.Mappings.Rows;

namespace Loader.Reports;

/// <summary>
/// The failed rows as they were, each with its number, code, reason, field and load: to be corrected and loaded again with the same
/// mapping. In the source's own format and encoding.
/// </summary>
internal static class RejectedFile
{
    /// <summary>
    /// Writes the file whole or not at all, readable by its owner only. Without failed rows there is no file, and one of
    /// an earlier run goes away. One that somebody has edited since it was written stays as it is, and the new one is written beside it.
    /// </summary>
    /// <param name="folder">Where it lies.</param>
    /// <param name="failed">What is in it.</param>
    /// <param name="layout">Its form.</param>
    /// <param name="load">What the load is called.</param>
    /// <param name="lastHash">The hash of the file as an earlier run wrote it; null when none did.</param>
    /// <param name="loaded">Names of files that were loaded by themselves: another load goes on with them, so they stay as they are.</param>
    /// <returns>What was written, or null when there was nothing to write.</returns>
    public static RejectedWritten? Write(
        string folder,
        IEnumerable<FailedRow> failed,
        RejectedLayout layout,
        string load,
        string? lastHash = null,
        IReadOnlySet<string>? loaded = null)
    {
        var (path, edited) = Free(folder, layout, lastHash, loaded);
        using var rows = failed.GetEnumerator();
        if (!rows.MoveNext())
        {
            File.Delete(path);
            return null;
        }

        PrivateFile.Replace(path, file =>
        {
            IRejectedLines lines = layout.Delimiter is { } delimiter ? new DelimitedLines(layout, delimiter, load) : new JsonLines(load);
            using var text = new StreamWriter(file, EncodingOf(layout), leaveOpen: true) { NewLine = "\n" };
            if (lines.Header is { } header) text.WriteLine(header);
            do text.WriteLine(lines.Line(rows.Current));
            while (rows.MoveNext());
        });
        return new(path, HashOf(path), edited);
    }

    /// <summary>The first of <c>rejected.csv</c>, <c>rejected.2.csv</c>, … that holds nobody's work and was not loaded.</summary>
    private static (string Path, string? Edited) Free(string folder, RejectedLayout layout, string? lastHash, IReadOnlySet<string>? loaded)
    {
        string? edited = null;
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(
                folder,
                number == 1 ? "rejected." + layout.Extension : string.Create(CultureInfo.InvariantCulture, $"rejected.{number}.{layout.Extension}"));
            if (!File.Exists(path)) return (path, edited);
            if (loaded?.Contains(Path.GetFileName(path)) == true) continue;
            if (HashOf(path) == lastHash) return (path, edited);
            edited = path;
        }
    }

    /// <summary>The names of all that lie in a folder.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.EnumerateFiles(folder, "rejected.*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>
    /// Delimited text begins with a byte order mark where its encoding has one: spreadsheets, in which rows are corrected, know it by that
    /// alone. JSON must not have one (RFC 8259, 8.1).
    /// </summary>
    private static Encoding EncodingOf(RejectedLayout layout) => layout.Delimiter is null
        ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        : CodePagesEncodingProvider.Instance.GetEncoding(layout.Encoding) ?? Encoding.GetEncoding(layout.Encoding);
}

/// <summary>A rejected file as it was written.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Hash">Tells later whether somebody has edited it.</param>
/// <param name="KeptEdited">An older one that somebody had edited, and that was left as it is; null when there was none.</param>
internal sealed record RejectedWritten(string Path, string Hash, string? KeptEdited);

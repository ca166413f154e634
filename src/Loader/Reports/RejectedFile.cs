using System.Text;
using Loader.Books;
using Loader.Mappings.Rows;

namespace Loader.Reports;

/// <summary>
/// The failed rows as they were, each with its number, code, reason and field: to be corrected and loaded again with the same
/// mapping. In the source's own format and encoding.
/// </summary>
internal static class RejectedFile
{
    /// <summary>
    /// Writes the file whole or not at all, readable by its owner only. Without failed rows there is no file, and one of
    /// an earlier run goes away.
    /// </summary>
    /// <returns>The path, or null when no row failed.</returns>
    public static string? Write(string folder, IEnumerable<FailedRow> failed, RejectedLayout layout)
    {
        var path = Path.Combine(folder, "rejected." + layout.Extension);
        using var rows = failed.GetEnumerator();
        if (!rows.MoveNext())
        {
            File.Delete(path);
            return null;
        }

        PrivateFile.Replace(path, file =>
        {
            IRejectedLines lines = layout.Delimiter is { } delimiter ? new DelimitedLines(layout, delimiter) : new JsonLines();
            using var text = new StreamWriter(file, EncodingOf(layout), leaveOpen: true) { NewLine = "\n" };
            if (lines.Header is { } header) text.WriteLine(header);
            do text.WriteLine(lines.Line(rows.Current));
            while (rows.MoveNext());
        });
        return path;
    }

    /// <summary>
    /// Delimited text begins with a byte order mark where its encoding has one: spreadsheets, in which rows are corrected, know it by that
    /// alone. JSON must not have one (RFC 8259, 8.1).
    /// </summary>
    private static Encoding EncodingOf(RejectedLayout layout) => layout.Delimiter is null
        ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        : CodePagesEncodingProvider.Instance.GetEncoding(layout.Encoding) ?? Encoding.GetEncoding(layout.Encoding);
}

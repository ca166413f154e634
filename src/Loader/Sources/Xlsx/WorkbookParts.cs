using System.IO.Compression;
using System.Xml;
using Loader.Sources.Bytes;

namespace Loader.Sources.Xlsx;

/// <summary>
/// The parts of a workbook: which sheets there are, in which part each is, and how large it all becomes (ECMA-376 part 1, 12.3; part 2, 9.3).
/// </summary>
internal sealed class WorkbookParts : IDisposable
{
    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreWhitespace = true,
        IgnoreComments = true,
    };
    private readonly ZipArchive archive;
    private readonly Dictionary<string, string> targets = new(StringComparer.Ordinal);
    private readonly string folder;

    /// <exception cref="InvalidDataException">It is no workbook; likewise <see cref="XmlException"/>.</exception>
    public WorkbookParts(Stream file)
    {
        archive = new(file, ZipArchiveMode.Read);
        var workbook = Relations("_rels/.rels").FirstOrDefault(relation => relation.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target?.TrimStart('/')
            ?? throw new InvalidDataException("it is a zip, but not a workbook");
        if (!workbook.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"its main part is {workbook}, which is not a workbook in XML");
        folder = workbook[..(workbook.LastIndexOf('/') + 1)];
        foreach (var (id, _, target) in Relations($"{folder}_rels/{workbook[folder.Length..]}.rels")) targets[id] = target;
        Sheets = [.. ReadSheets(workbook)];
    }

    /// <summary>Every sheet from left to right.</summary>
    public IReadOnlyList<Sheet> Sheets { get; }

    /// <summary>
    /// What is wrong with the sizes that the parts unpack to, or null. The sizes are those in the table of contents; no more is ever unpacked.
    /// </summary>
    public string? TooLarge(UnpackLimits limits, long maxTexts)
    {
        foreach (var entry in archive.Entries)
        {
            if (limits.Problem(entry.Length, entry.CompressedLength) is { } problem) return $"{entry.FullName}: {problem}";
            if (entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) && entry.Length > maxTexts)
            {
                return FormattableString.Invariant($"its shared texts have {entry.Length} bytes; max_texts is {maxTexts}");
            }
        }

        return null;
    }

    /// <summary>The XML of a sheet.</summary>
    public XmlReader Open(Sheet sheet) => Open(sheet.Part) ?? throw new InvalidDataException($"its part {sheet.Part} is missing");

    /// <summary>
    /// Whether a cell of a sheet may hold an error: whether <c>"e"</c> stands anywhere in it, as it does in <c>t="e"</c>. Looking for three bytes takes a tenth
    /// of the time of reading XML, and nearly no sheet has them.
    /// </summary>
    public bool MayHaveErrors(Sheet sheet)
    {
        if (Find(sheet.Part) is not { } entry) return true;
        var buffer = new byte[64 * 1024];
        try
        {
            using var xml = entry.Open();
            var end = xml.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);

            // In UTF-16 three letters are six bytes: such a sheet is read.
            if (end < 2 || buffer[1] == 0 || buffer[0] is not ((byte)'<' or 0xEF)) return true;
            while (end > 2)
            {
                var text = buffer.AsSpan(0, end);
                if (text.IndexOf("\"e\""u8) >= 0 || text.IndexOf("'e'"u8) >= 0) return true;
                text[^2..].CopyTo(buffer);
                end = 2 + xml.ReadAtLeast(buffer.AsSpan(2), buffer.Length - 2, throwOnEndOfStream: false);
            }

            return false;
        }
        catch (InvalidDataException)
        {
            // The rows before the damage are delivered: whoever reads them finds it.
            return true;
        }
    }

    public void Dispose() => archive.Dispose();

    private IEnumerable<Sheet> ReadSheets(string workbook)
    {
        using var xml = Open(workbook) ?? throw new InvalidDataException($"its part {workbook} is missing");
        while (xml.Read())
        {
            if (xml is not { NodeType: XmlNodeType.Element, LocalName: "sheet" }) continue;
            string? name = xml.GetAttribute("name"), id = null;
            var visible = xml.GetAttribute("state") is null or "visible";
            while (xml.MoveToNextAttribute())
            {
                if (xml is { LocalName: "id", Prefix.Length: > 0 }) id = xml.Value;
            }

            if (name is null || id is null || !targets.TryGetValue(id, out var target)) throw new InvalidDataException("its list of sheets is incomplete");
            yield return new(name, target.StartsWith('/') ? target[1..] : folder + target, visible);
        }
    }

    private List<(string Id, string Type, string Target)> Relations(string part)
    {
        var relations = new List<(string Id, string Type, string Target)>();
        using var xml = Open(part);
        while (xml?.Read() == true)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Relationship" })
            {
                relations.Add((xml.GetAttribute("Id") ?? "", xml.GetAttribute("Type") ?? "", xml.GetAttribute("Target") ?? ""));
            }
        }

        return relations;
    }

    private XmlReader? Open(string part) => Find(part) is { } entry ? XmlReader.Create(entry.Open(), Safe) : null;

    private ZipArchiveEntry? Find(string part) =>
        archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName, part, StringComparison.OrdinalIgnoreCase));

    /// <summary>One sheet: its name, the part that holds it, whether its tab shows.</summary>
    internal sealed record Sheet(string Name, string Part, bool IsVisible);
}

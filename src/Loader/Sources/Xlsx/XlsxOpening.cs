using System.Text;
using System.Xml;
using ExcelDataReader.Exceptions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources.Bytes;
using Loader.Sources.Typed;

namespace Loader.Sources.Xlsx;

/// <summary>Excel workbooks. Looks at sheets and header; whatever stops a load becomes a finding.</summary>
internal sealed class XlsxOpening(XlsxOptions options, Section section) : IFormat
{
    private FindingList Findings => section.Findings;

    private Place PathPlace => section.PlaceOf(section.Has("path") ? "path" : "files");

    public async ValueTask<ISource?> OpenAsync(IInput input, ISource? first, ContentHash? hash, bool mayBeEmpty, CancellationToken stop)
    {
        // ExcelDataReader asks for Windows-1252, which .NET has only on request.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        SpooledFile? file = null;
        try
        {
            if (input.ComesOnce) input = await Spooled.OfAsync(input, stop);
            var head = await HeadAsync(input, stop);
            if (head is ['P', 'K', ..])
            {
                file = await SpooledFile.OfAsync(input, stop);
                if (Look(input, file, first, mayBeEmpty || options.AllowEmpty) is { } source) return source;
            }
            else if (head is ['\xD0', '\xCF', '\x11', '\xE0', ..])
            {
                Findings.Add(
                    XlsxCodes.NotXlsx,
                    PathPlace,
                    $"'{input.Name}' is in the format of Excel before 2007, or has a password",
                    "save it as .xlsx without a password");
            }
            else if (input is FileInput)
            {
                await input.DisposeAsync();
                return await CorrectedRows.OpenAsync(input.Name, section, "an .xlsx workbook", stop);
            }
            else
            {
                Findings.Add(XlsxCodes.NotXlsx, PathPlace, $"'{input.Name}' is not an .xlsx workbook");
            }
        }
        catch (Exception damaged) when (IsDamage(damaged))
        {
            Findings.Add(XlsxCodes.NotXlsx, PathPlace, $"'{input.Name}' cannot be read as a workbook: {damaged.Message}", "open it in Excel and save it again");
        }
        catch
        {
            await GiveUpAsync(input, file);
            throw;
        }

        await GiveUpAsync(input, file);
        return null;
    }

    /// <summary>
    /// How the readers of zip, XML and cells say that a file is not as it should be. ExcelDataReader indexes and converts what it finds without looking.
    /// </summary>
    public static bool IsDamage(Exception thrown) => thrown
        is InvalidDataException or XmlException or ExcelReaderException or IOException or FormatException or OverflowException
        or ArgumentException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException;

    private XlsxSource? Look(IInput input, SpooledFile file, ISource? first, bool mayBeEmpty)
    {
        int sheet;
        using (var parts = new WorkbookParts(file.Open()))
        {
            if (parts.TooLarge(options.Limits, options.MaxTexts) is { } problem)
            {
                Findings.Add(XlsxCodes.TooLarge, PathPlace, $"'{input.Name}' unpacks to too much: {problem}", "if that is as it should be, raise the limit");
                return null;
            }

            if ((sheet = SheetOf(parts.Sheets, input.Name)) < 0) return null;
        }

        using var rows = new SheetRows(file, sheet);
        if (HeaderOf(rows, input.Name) is not { } names) return null;
        var place = new SheetPlace(input.Name, NameOf(file, sheet), sheet);
        var isEmpty = !rows.Next();
        if (isEmpty && !mayBeEmpty)
        {
            Findings.Add(XlsxCodes.NoRows, PathPlace, $"'{place}' has no rows", "if that is as it should be, say allow_empty: true");
            return null;
        }

        if (isEmpty) first = null;
        if (OrderLike(first, names, place) is not { } order) return null;
        return new(input, file, place, options, first?.Schema ?? new([.. names.Select(name => new Column(name.Name, null))]), order) { IsEmpty = isEmpty };
    }

    private int SheetOf(IReadOnlyList<WorkbookParts.Sheet> sheets, string file)
    {
        var index = !sheets.Any(sheet => sheet.IsVisible) ? -1 : sheets.TakeWhile(sheet => !sheet.IsVisible).Count();
        if (options.Sheet is { } wanted)
        {
            index = sheets.TakeWhile(sheet => sheet.Name != wanted).Count();
            if (index == sheets.Count)
                index = int.TryParse(wanted, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= sheets.Count
                    ? number - 1
                    : -1;
        }

        if (index < 0)
        {
            var names = sheets.Select(sheet => sheet.Name).ToList();
            var hint = (options.Sheet is { } word ? DidYouMean.Hint(word, names) : null) ?? "it has: " + string.Join(", ", names);
            Findings.Add(
                XlsxCodes.NoSheet,
                section.PlaceOf("sheet"),
                options.Sheet is { } named ? $"'{file}' has no sheet '{named}'" : $"'{file}' has no visible sheet",
                hint);
        }

        return index;
    }

    private List<(string Name, int Column)>? HeaderOf(SheetRows rows, string file)
    {
        if (options.HeaderRow == 0) return [.. Enumerable.Range(0, rows.Columns).Select(column => (CellName.LettersOf(column), column))];
        var found = false;
        while (!found && rows.Next() && rows.Number <= options.HeaderRow) found = rows.Number == options.HeaderRow;
        if (!found)
        {
            Findings.Add(
                options.HeaderRow == 1 && rows.Number == 0 ? XlsxCodes.NoRows : XlsxCodes.BadHeader,
                PathPlace,
                $"'{file}' has nothing in row {options.HeaderRow}",
                "header_row says which row names the columns");
            return null;
        }

        var texts = new Scratch();
        var names = Enumerable.Range(0, rows.Columns)
            .Select(column => (Name: Encoding.UTF8.GetString(TypedText.Bare(rows.Cell(column, texts))), Column: column))
            .ToList();
        while (names.Count > 0 && string.IsNullOrWhiteSpace(names[^1].Name)) names.RemoveAt(names.Count - 1);
        var problem = names.Where(name => string.IsNullOrWhiteSpace(name.Name)).Select(name => $"column {CellName.LettersOf(name.Column)} has no name in row {options.HeaderRow}")
            .Concat(names.GroupBy(name => name.Name, StringComparer.Ordinal).Where(group => group.Count() > 1)
                .Select(group => $"columns {string.Join(" and ", group.Select(name => CellName.LettersOf(name.Column)))} are both named '{group.Key}'"))
            .ToList();
        foreach (var message in problem) Findings.Add(XlsxCodes.BadHeader, Place.Of(file), message, "name it in the file");
        return problem.Count == 0 ? names : null;
    }

    /// <summary>The column of the sheet for each column of the schema: its own, or those of the first of several workbooks, which it has to have all.</summary>
    private IReadOnlyList<int>? OrderLike(ISource? first, List<(string Name, int Column)> names, SheetPlace place)
    {
        if (first is null) return [.. names.Select(name => name.Column)];
        var own = names.ToDictionary(name => name.Name, name => name.Column, StringComparer.Ordinal);
        var missing = first.Schema.Columns.Where(column => !own.ContainsKey(column.Name)).Select(column => column.Name).ToList();
        var more = own.Keys.Where(name => first.Schema.IndexOf(name) < 0).ToList();
        if (missing.Count + more.Count == 0) return [.. first.Schema.Columns.Select(column => own[column.Name])];
        var what = string.Join(", ", missing.Select(name => $"it lacks '{name}'").Concat(more.Select(name => $"it has '{name}' besides")));
        Findings.Add(InputCodes.OtherColumns, Place.Of(place.ToString()), $"its columns are not those of '{first.Name}': {what}");
        return null;
    }

    private static string NameOf(SpooledFile file, int sheet)
    {
        using var parts = new WorkbookParts(file.Open());
        return parts.Sheets[sheet].Name;
    }

    /// <summary>The first bytes, as characters of the same numbers.</summary>
    private static async ValueTask<char[]> HeadAsync(IInput input, CancellationToken stop)
    {
        var head = new byte[4];
        await using var bytes = input.Look();
        var length = await bytes.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        return [.. head.Take(length).Select(one => (char)one)];
    }

    private static async ValueTask GiveUpAsync(IInput input, SpooledFile? file)
    {
        file?.Dispose();
        await input.DisposeAsync();
    }
}

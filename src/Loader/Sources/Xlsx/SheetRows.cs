using ExcelDataReader;
using Loader.Mappings.Rows;

namespace Loader.Sources.Xlsx;

/// <summary>
/// The rows of one sheet from top to bottom, read with ExcelDataReader 3.6, which holds one row and the workbook's shared texts at a time. Rows without any
/// content are passed over.
/// </summary>
internal sealed class SheetRows : IDisposable
{
    private readonly Stream stream;
    private readonly WorkbookParts parts;
    private readonly IExcelDataReader reader;
    private readonly ErrorCells? errors;
    private IReadOnlyList<(int Column, string Error)> found = [];

    /// <param name="file">The workbook.</param>
    /// <param name="sheet">The index of the sheet, from 0.</param>
    public SheetRows(SpooledFile file, int sheet)
    {
        stream = file.Open();
        parts = new(file.Open());
        errors = parts.MayHaveErrors(parts.Sheets[sheet]) ? new(parts.Open(parts.Sheets[sheet])) : null;
        reader = ExcelReaderFactory.CreateOpenXmlReader(stream, new ExcelReaderConfiguration { LeaveOpen = false });
        while (reader.Name != parts.Sheets[sheet].Name)
        {
            if (!reader.NextResult()) throw new InvalidDataException($"its sheet '{parts.Sheets[sheet].Name}' cannot be found");
        }
    }

    /// <summary>The number of the row at hand, as the sheet counts it.</summary>
    public int Number { get; private set; }

    /// <summary>Where in the file the reader is.</summary>
    public long Position => stream.Position;

    /// <summary>How many columns the row at hand can have content in.</summary>
    public int Columns => reader.FieldCount;

    /// <summary>Goes to the next row that has content; false at the end.</summary>
    public bool Next()
    {
        while (reader.Read())
        {
            Number = reader.Depth + 1;
            if (errors is not null && (found = errors.Of(Number)).Count > 0) return true;
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (!reader.IsDBNull(i) && reader.GetValue(i) is not "") return true;
            }
        }

        return false;
    }

    public Value Cell(int column, Scratch texts)
    {
        foreach (var (at, error) in found)
        {
            if (at == column)
                return Value.Of(new Problem(
                    Typed.TypedCodes.NoValue,
                    error,
                    Hint: $"the sheet could not compute {CellName.LettersOf(column)}{Number}; correct it there"));
        }

        return column < reader.FieldCount ? CellValue.Of(reader, column, texts) : Value.Null;
    }

    public void Dispose()
    {
        reader.Dispose();
        errors?.Dispose();
        parts.Dispose();
    }
}

using Loader.Parquet.Columns;
using Loader.Parquet.Encodings;
using Loader.Parquet.Metadata;
using Loader.Parquet.Pages;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Assembly;

/// <summary>
/// Goes through one leaf column, row group after row group: decodes a block of rows at a time and hands them out. Rows may begin
/// and end anywhere in a page. What it holds is bounded by a page, a dictionary and a block.
/// </summary>
internal sealed class LeafCursor
{
    // A block ends where its byte arrays reach this size, or its lists this many elements, once it has a complete row.
    private const long BlockBytes = 1 << 20;
    private const int BlockEntries = 32 << 10;

    private readonly PageStream pages;
    private readonly LeafValues values;
    private readonly ParquetOptions options;
    private readonly string fileName;
    private readonly bool keepsLevels;

    // The page being read.
    private LevelReader repetitionLevels;
    private LevelReader definitionLevels;
    private int pageLeft;
    private bool pageHasNulls;

    // The block: levels of its entries, how far it has been handed out, and whether its last row is complete.
    private byte[] repetition = [];
    private byte[] definition = [];
    private int entryCount;
    private int entriesUsed;
    private int placesUsed;
    private int takenEntry;
    private int takenEntries;
    private int takenPlace;
    private int takenPlaces;
    private bool rowIsOpen;
    private long nextRow;
    private int rowGroup;

    public LeafCursor(Leaf leaf, PageStream pages, LeafValues values, ParquetOptions options, string fileName, bool keepsLevels)
    {
        Leaf = leaf;
        this.pages = pages;
        this.values = values;
        this.options = options;
        this.fileName = fileName;
        this.keepsLevels = keepsLevels;
    }

    public Leaf Leaf { get; }

    /// <summary>Complete rows that can be taken without reading on.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether the chunk has nothing beyond the rows taken.</summary>
    public bool IsExhausted => Rows == 0 && !rowIsOpen && pageLeft == 0 && pages.ValuesLeft == 0;

    public long BytesRead => pages.BytesRead;

    private bool HasLists => Leaf.MaxRepetition > 0;

    /// <summary>Begins a chunk.</summary>
    public void Open(ChunkMetadata chunk, int rowGroup, long firstRow)
    {
        this.rowGroup = rowGroup;
        nextRow = firstRow;
        Rows = 0;
        (entryCount, entriesUsed, placesUsed, pageLeft, rowIsOpen) = (0, 0, 0, 0, false);
        values.Release();
        try
        {
            pages.Open(chunk);
        }
        catch (ParquetException e) when (e.Place is null)
        {
            throw e.At(Place());
        }
    }

    /// <summary>Passes over rows. Without lists a value is a row, so that whole pages need not be decompressed.</summary>
    public async ValueTask SkipAsync(long rows, int batchRows, bool mayPassPages, CancellationToken stop)
    {
        if (!HasLists && mayPassPages)
        {
            var before = pages.SkippedValues;
            await LoadPageAsync(rows, stop);
            rows -= pages.SkippedValues - before;
            nextRow += pages.SkippedValues - before;
        }

        while (rows > 0)
        {
            await FillAsync((int)Math.Min(rows, batchRows), stop);
            if (Rows == 0) return;
            var part = (int)Math.Min(rows, Rows);
            Take(part);
            rows -= part;
        }
    }

    /// <summary>Has at least one complete row afterwards, and if possible as many as wanted; none at the end of the chunk.</summary>
    public async ValueTask FillAsync(int wanted, CancellationToken stop)
    {
        if (Rows > 0) return;
        StartBlock(wanted);
        while (Rows < wanted && !BlockIsFull())
        {
            if (pageLeft == 0 && !await LoadPageAsync(0, stop))
            {
                CloseRow();
                return;
            }

            try
            {
                Step(wanted);
            }
            catch (ParquetException e) when (e.Place is null)
            {
                throw e.At(Place());
            }
        }

        if (pageLeft == 0 && pages.ValuesLeft == 0) CloseRow();
    }

    /// <summary>Takes complete rows; <see cref="Taken"/> and <see cref="TakenValues"/> have them until the next call.</summary>
    public void Take(int rows)
    {
        takenEntry = entriesUsed;
        takenEntries = EntriesOf(rows);
        takenPlace = placesUsed;
        takenPlaces = HasLists ? CountPlaces(definition.AsSpan(takenEntry, takenEntries)) : rows;
        entriesUsed += takenEntries;
        placesUsed += takenPlaces;
        Rows -= rows;
        nextRow += rows;
    }

    /// <summary>Levels of the rows taken last. Good until the cursor is asked for more.</summary>
    public LeafSlice Taken() => new()
    {
        Repetition = HasLists ? repetition.AsSpan(takenEntry, takenEntries) : default,
        Definition = keepsLevels && Leaf.MaxDefinition > 0 ? definition.AsSpan(takenEntry, takenEntries) : default,
    };

    /// <summary>Values of the rows taken last.</summary>
    public ColumnVector TakenValues(Field field) => values.Slice(field, takenPlace, takenPlaces);

    public void Release()
    {
        values.Release();
        pages.Release();
    }

    private void StartBlock(int wanted)
    {
        var kept = entryCount - entriesUsed;
        if (keepsLevels && kept > 0)
        {
            repetition.AsSpan(entriesUsed, HasLists ? kept : 0).CopyTo(repetition);
            definition.AsSpan(entriesUsed, kept).CopyTo(definition);
        }

        values.Restart(placesUsed, wanted);
        (entryCount, entriesUsed, placesUsed) = (kept, 0, 0);
    }

    private bool BlockIsFull()
    {
        if (Rows > 0) return values.OwnBytes >= BlockBytes || (HasLists && entryCount >= BlockEntries);
        if (entryCount <= options.Limits.ValuesPerRow) return false;
        throw ParquetException.OverLimit($"a row with more than {options.Limits.ValuesPerRow} values (ValuesPerRow)").At(Place());
    }

    private async ValueTask<bool> LoadPageAsync(long skippable, CancellationToken stop)
    {
        try
        {
            while (await pages.NextAsync(skippable, stop) is { } page)
            {
                if (!page.IsDictionary)
                {
                    StartPage(page);
                    return true;
                }

                if (page.Encoding is not (Encoding.Plain or Encoding.PlainDictionary))
                    throw ParquetException.Damaged($"a dictionary with the encoding {page.Encoding}");
                values.SetDictionary(page);
            }

            return false;
        }
        catch (ParquetException e) when (e.Place is null)
        {
            throw e.At(Place());
        }
    }

    private void StartPage(Page page)
    {
        repetitionLevels = new LevelReader(page.Repetition, page.RepetitionEncoding, Leaf.MaxRepetition);
        definitionLevels = new LevelReader(page.Definition, page.DefinitionEncoding, Leaf.MaxDefinition);
        pageLeft = page.ValueCount;
        var present = definitionLevels.CountHighest(page.ValueCount);
        pageHasNulls = present < page.ValueCount;
        values.StartPage(page, present);
    }

    private void Step(int wanted)
    {
        var count = Math.Min(Math.Min(pageLeft, values.Step), HasLists ? 4096 : wanted - Rows);
        var placesBefore = values.Count;
        if (!keepsLevels && !pageHasNulls) values.Append(count);
        else StepWithLevels(count);
        pageLeft -= count;
        if (!HasLists) Rows += count;

        var bad = values.FindBadText(placesBefore);
        if (bad >= 0) throw ParquetException.Damaged("text that is not UTF-8").At(Place() with { Row = nextRow + RowOfPlace(bad) });
    }

    private void StepWithLevels(int count)
    {
        // A top-level column does not need its levels any more once its nulls are known.
        var at = keepsLevels ? entryCount : 0;
        if (definition.Length < at + count) Array.Resize(ref definition, Math.Max(at + count, definition.Length * 2));
        var levels = definition.AsSpan(at, count);
        if (HasLists) ReadRepetition(count);
        definitionLevels.Read(levels);
        if (keepsLevels) entryCount += count;
        if (!HasLists) values.Append(levels, (byte)Leaf.MaxDefinition);
        else AppendPlaces(levels);
    }

    private void ReadRepetition(int count)
    {
        if (repetition.Length < entryCount + count) Array.Resize(ref repetition, Math.Max(entryCount + count, repetition.Length * 2));
        var levels = repetition.AsSpan(entryCount, count);
        repetitionLevels.Read(levels);
        var begun = levels.Count((byte)0);
        if (!rowIsOpen && levels[0] != 0)
            throw ParquetException.Damaged($"the chunk begins with repetition level {levels[0]}, within a row");

        // Every row that begins ends the one before.
        Rows += rowIsOpen ? begun : begun - 1;
        rowIsOpen = true;
    }

    // Entries below the level of a place are lists that are empty, null, or within something null: there is nothing of this leaf.
    private void AppendPlaces(ReadOnlySpan<byte> levels)
    {
        if (!levels.ContainsAnyInRange((byte)0, (byte)(Leaf.PlaceDefinition - 1)))
        {
            values.Append(levels, (byte)Leaf.MaxDefinition);
            return;
        }

        Span<byte> places = stackalloc byte[levels.Length];
        var count = 0;
        foreach (var level in levels)
        {
            if (level >= Leaf.PlaceDefinition) places[count++] = level;
        }

        if (count > 0) values.Append(places[..count], (byte)Leaf.MaxDefinition);
    }

    private void CloseRow()
    {
        if (!rowIsOpen) return;
        Rows++;
        rowIsOpen = false;
    }

    private int EntriesOf(int rows)
    {
        if (!HasLists) return rows;
        if (rows == 0) return 0;
        var left = rows;
        for (var i = entriesUsed + 1; i < entryCount; i++)
        {
            if (repetition[i] == 0 && --left == 0) return i - entriesUsed;
        }

        return entryCount - entriesUsed;
    }

    private int CountPlaces(ReadOnlySpan<byte> levels)
    {
        var count = 0;
        foreach (var level in levels) count += level >= Leaf.PlaceDefinition ? 1 : 0;
        return count;
    }

    private long RowOfPlace(int place)
    {
        if (!HasLists) return place;
        var row = -1;
        for (int i = 0, places = 0; i < entryCount && places <= place; i++)
        {
            if (repetition[i] == 0) row++;
            if (definition[i] >= Leaf.PlaceDefinition) places++;
        }

        return row;
    }

    private ParquetPlace Place() => new(fileName, rowGroup, Leaf.Name, pages.Number < 0 ? null : pages.Number, pages.Offset);
}

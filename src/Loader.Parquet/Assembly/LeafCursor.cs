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

    // Entries of lists read in one go: their rows are known only afterwards.
    private const int ListStep = 4096;

    private readonly PageStream pages;
    private readonly LeafValues values;
    private readonly LevelBlock levels;
    private readonly ParquetOptions options;
    private readonly string fileName;
    private readonly bool keepsLevels;

    // The page being read.
    private LevelReader repetitionLevels;
    private LevelReader definitionLevels;
    private int pageLeft;
    private bool pageHasNulls;

    // How far the block has been handed out.
    private int placesUsed;
    private int takenPlace;
    private int takenPlaces;
    private long nextRow;
    private int rowGroup;

    /// <param name="leaf">The column.</param>
    /// <param name="pages">Its pages.</param>
    /// <param name="values">Decodes its values.</param>
    /// <param name="options">How to read.</param>
    /// <param name="fileName">What messages call the file.</param>
    /// <param name="keepsLevels">Whether the levels are wanted, because a struct or a list is made of them.</param>
    public LeafCursor(Leaf leaf, PageStream pages, LeafValues values, ParquetOptions options, string fileName, bool keepsLevels)
    {
        Leaf = leaf;
        this.pages = pages;
        this.values = values;
        this.options = options;
        this.fileName = fileName;
        this.keepsLevels = keepsLevels;
        levels = new LevelBlock(leaf, keepsLevels);
    }

    public Leaf Leaf { get; }

    /// <summary>Complete rows that can be taken without reading on.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether the chunk has nothing beyond the rows taken.</summary>
    public bool IsExhausted => Rows == 0 && !levels.HasOpenRow && ChunkIsRead;

    public long BytesRead => pages.BytesRead;

    /// <summary>Levels of the rows taken last. Good until the cursor is asked for more.</summary>
    public LeafSlice Taken => levels.Taken;

    private bool ChunkIsRead => pageLeft == 0 && pages.ValuesLeft == 0;

    /// <summary>Begins a chunk.</summary>
    public void Open(ChunkMetadata chunk, int rowGroup, long firstRow)
    {
        this.rowGroup = rowGroup;
        nextRow = firstRow;
        (Rows, pageLeft, placesUsed) = (0, 0, 0);
        levels.Clear();
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
        if (!levels.HasLists && mayPassPages)
        {
            var before = pages.SkippedValues;
            await LoadPageAsync(rows, stop);
            var passed = pages.SkippedValues - before;
            rows -= passed;
            nextRow += passed;
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
        levels.Restart();
        values.Restart(placesUsed, wanted);
        placesUsed = 0;
        while (Rows < wanted && !BlockIsFull())
        {
            if (pageLeft == 0 && !await LoadPageAsync(0, stop)) break;
            try
            {
                Step(wanted);
            }
            catch (ParquetException e) when (e.Place is null)
            {
                throw e.At(Place());
            }
        }

        if (ChunkIsRead && levels.CloseRow()) Rows++;
    }

    /// <summary>Takes complete rows; <see cref="Taken"/> and <see cref="TakenValues"/> have them until the next call.</summary>
    public void Take(int rows)
    {
        takenPlace = placesUsed;
        takenPlaces = levels.Take(rows);
        placesUsed += takenPlaces;
        Rows -= rows;
        nextRow += rows;
    }

    /// <summary>Values of the rows taken last.</summary>
    public ColumnVector TakenValues(Field field) => values.Slice(field, takenPlace, takenPlaces);

    public void Release()
    {
        values.Release();
        pages.Release();
    }

    private bool BlockIsFull()
    {
        if (Rows > 0) return values.OwnBytes >= BlockBytes || levels.Count >= BlockEntries;
        if (levels.Count <= options.Limits.ValuesPerRow) return false;
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
        var count = Math.Min(Math.Min(pageLeft, values.Step), levels.HasLists ? ListStep : wanted - Rows);
        var placesBefore = values.Count;
        var rows = count;
        if (!keepsLevels && !pageHasNulls) values.Append(count);
        else AppendPlaces(levels.Read(ref repetitionLevels, ref definitionLevels, count, out rows));
        pageLeft -= count;
        Rows += rows;

        var bad = values.FindBadText(placesBefore);
        if (bad >= 0)
            throw ParquetException.Damaged("text that is not UTF-8").At(Place() with { Row = nextRow + levels.RowOfPlace(bad) });
    }

    // Entries below the level of a place are lists that are empty, null, or within something null: there is nothing of this leaf.
    private void AppendPlaces(ReadOnlySpan<byte> definition)
    {
        if (Leaf.PlaceDefinition == 0 || !definition.ContainsAnyInRange((byte)0, (byte)(Leaf.PlaceDefinition - 1)))
        {
            values.Append(definition, (byte)Leaf.MaxDefinition);
            return;
        }

        Span<byte> places = stackalloc byte[ListStep];
        var count = 0;
        foreach (var level in definition)
        {
            if (level >= Leaf.PlaceDefinition) places[count++] = level;
        }

        if (count > 0) values.Append(places[..count], (byte)Leaf.MaxDefinition);
    }

    private ParquetPlace Place() => new(fileName, rowGroup, Leaf.Name, pages.Number < 0 ? null : pages.Number, pages.Offset);
}

using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Parquet;
using Loader.Sources.Bytes;
using Loader.Sources.Typed;

namespace Loader.Sources.Parquet;

/// <summary>Parquet. Reads the footer of an input, which says what is in it.</summary>
internal sealed class ParquetFormat(Section section, ParquetOptions options, bool allowEmpty) : IFormat
{
    /// <summary>The most rows of one chunk. Tests make it small.</summary>
    public int ChunkRows { get; init; } = 4096;

    private Place PathPlace => section.PlaceOf("path");

    public async ValueTask<ISource?> OpenAsync(IInput input, ISource? first, ContentHash? hash, bool mayBeEmpty, CancellationToken stop)
    {
        try
        {
            if (!input.ReadsAnywhere) input = await Spooled.OfAsync(input, stop);
            if (input is FileInput && await IsRejectedAsync(input, stop))
            {
                await input.DisposeAsync();
                return await CorrectedRows.OpenAsync(input.Name, section, "a Parquet file", stop);
            }

            if (await IsParquetAsync(input, stop))
            {
                var file = await ParquetFile.OpenAsync(new PositionedStream(input), input.Name, options with { IsFar = input.IsFar }, leaveOpen: false, stop);
                if (Check(file, mayBeEmpty || allowEmpty) is { } schema && Likeness(file, schema, first) is { } like)
                    return new ParquetSource(input, file, like, ChunkRows);
                await file.DisposeAsync();
            }
        }
        catch (ParquetException refused)
        {
            section.Findings.Add(ParquetCodes.Unreadable, PathPlace, refused.Message);
        }
        catch
        {
            await input.DisposeAsync();
            throw;
        }

        await input.DisposeAsync();
        return null;
    }

    /// <summary>Whether the first line names the columns that a rejected file has. It is text then, and no Parquet file.</summary>
    private static async ValueTask<bool> IsRejectedAsync(IInput input, CancellationToken stop)
    {
        var head = new byte[64 * 1024];
        var text = head.AsMemory(0, await input.ReadAtAsync(0, head, stop)).Span;
        var line = text.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? text[..end] : text;
        foreach (var name in RejectedLayout.AddedColumns.Take(RejectedLayout.Fewest))
        {
            if (line.IndexOf(Encoding.UTF8.GetBytes(name)) < 0) return false;
        }

        return true;
    }

    private async ValueTask<bool> IsParquetAsync(IInput input, CancellationToken stop)
    {
        var head = new byte[PackingDetection.Bytes];
        var length = await input.ReadAtAsync(0, head, stop);
        if (head.AsSpan(0, length) is [(byte)'P', (byte)'A', (byte)'R', (byte)'1' or (byte)'E', ..]) return true;
        var isPacked = PackingDetection.Of(head.AsSpan(0, length), "") != Packing.None;
        section.Findings.Add(
            ParquetCodes.NotParquet,
            PathPlace,
            $"'{input.Name}' {(length == 0 ? "is empty (0 bytes)" : "does not begin as a Parquet file does")}",
            isPacked ? "unpack it: Parquet has its compression inside" : "text files are other sources: from: csv, from: ndjson");
        return false;
    }

    private Mappings.Rows.Schema? Check(ParquetFile file, bool mayBeEmpty)
    {
        var fields = file.Schema.Fields;
        var same = fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (same is not null) section.Findings.Add(ParquetCodes.SameName, Place.Of(file.Name), $"two columns are named '{same.Key}'");
        else if (file.RowCount == 0 && !mayBeEmpty)
            section.Findings.Add(ParquetCodes.NoRows, PathPlace, $"'{file.Name}' has no rows", "if that is as it should be, say allow_empty: true");
        else return new([.. fields.Select(field => new Column(field.Name, ParquetValues.KindOf(field)))]);
        return null;
    }

    /// <summary>The first one's columns, when this file has them too.</summary>
    private Mappings.Rows.Schema? Likeness(ParquetFile file, Mappings.Rows.Schema own, ISource? first)
    {
        if (first is null || file.RowCount == 0) return own;
        foreach (var wanted in first.Schema.Columns)
        {
            var index = own.IndexOf(wanted.Name);
            var problem = index < 0 ? $"it does not have '{wanted.Name}'"
                : own.Columns[index].Kind != wanted.Kind ? $"'{wanted.Name}' has another type" : null;
            if (problem is null) continue;
            section.Findings.Add(InputCodes.OtherColumns, Place.Of(file.Name), $"'{file.Name}' has other columns than '{first.Name}': {problem}");
            return null;
        }

        if (own.Columns.FirstOrDefault(column => first.Schema.IndexOf(column.Name) < 0) is not { } further) return first.Schema;
        section.Findings.Add(
            InputCodes.OtherColumns, Place.Of(file.Name), $"'{file.Name}' has other columns than '{first.Name}': it has '{further.Name}' in addition");
        return null;
    }
}

using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Running.Naming;
using Loader.Running.Outcomes;

namespace Loader.Running.Making;

/// <summary>Rows that are mapped by themselves. What does not become events goes into the books here. One thread.</summary>
internal sealed class RowMapping(Mapper mapper, RowSkips skipped, FailedRows failed, UnnamedRows unnamed)
{
    /// <summary>Maps a row. Whether the mapper has its events now; else it was skipped or rejected, and that is written down.</summary>
    /// <param name="open">The events of it that are not sent, when others are.</param>
    public bool HasEvents(RowChunk chunk, int index, IReadOnlyList<string>? open = null)
    {
        var mapped = mapper.Map(chunk, index);
        if (mapped.Result == MapResult.Event) return true;
        if (mapped.Result == MapResult.Skipped) skipped.ByRule(chunk.FirstRow + index, mapped.SkipReason);
        else failed.Rejected(chunk, index, mapped.Problems!, open);
        return false;
    }

    /// <summary>A row that does not leave now; it is named if only its number is on record.</summary>
    public void LetLie(RowChunk chunk, int index)
    {
        var row = chunk.FirstRow + index;
        if (unnamed.Has(row) && mapper.Map(chunk, index).Result == MapResult.Event)
            unnamed.Name(row, chunk.LineOf(index), mapper.Key.Text, mapper.EventAt(0), mapper.EventCount);
    }
}

using Loader.Mappings.Rows;
using Loader.Sources;

namespace Loader.Tests.Sources;

/// <summary>The part of the contract that looks at the memory of the whole process, so that nothing else may run beside it.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public abstract class SourceMemoryContract : IDisposable
{
    public const string Name = "memory";

    /// <summary>How much content is read.</summary>
    protected virtual long Content => 100_000_000;

    /// <summary>More than all buffers of one reading, and far less than the content.</summary>
    protected virtual long MostMemory => 16_000_000;

    /// <summary>Whether the source has a size, and it is that of its content: what is packed has a smaller one.</summary>
    protected virtual bool HasItsSize => true;

    private protected TemporaryFolder Folder { get; } = new();

    /// <summary>Writes and opens at least <paramref name="bytes"/> of content.</summary>
    protected abstract ISource OpenLarge(long bytes);

    /// <summary>Whether rows make objects that are soon garbage: then what counts is what is left when it has been collected.</summary>
    protected virtual bool MakesGarbage => false;

    /// <summary>
    /// Bytes for one row with all its cells read, on average: well under the smallest object there is (24), so that no row has one of its own.
    /// </summary>
    protected virtual double AllocatedPerRow => 6;

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_input_and_rows_allocate_nothing()
    {
        await using var source = OpenLarge(Content);
        int[] columns = [.. Enumerable.Range(0, source.Schema.Columns.Count)];
        var cells = new Value[columns.Length];

        // What a process makes once, when code runs for the first time, is no matter of the rows.
        await foreach (var chunk in source.ReadAsync(1, columns, CancellationToken.None))
        {
            using (chunk) chunk.Read(0, cells);
            break;
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var workingBefore = Environment.WorkingSet;
        var allocatedBefore = GC.GetTotalAllocatedBytes();
        var (rows, most, chunks) = (0L, 0L, 0);

        await foreach (var chunk in source.ReadAsync(1, columns, CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    Assert.Null(chunk.ProblemOf(i));
                    chunk.Read(i, cells);
                }

                rows += chunk.Count;
                if (!MakesGarbage || chunks++ % 16 == 0) most = Math.Max(most, GC.GetTotalMemory(MakesGarbage) - before);
            }
        }

        if (HasItsSize) Assert.InRange(source.Bytes ?? long.MaxValue, Content, long.MaxValue);
        Assert.InRange(most, long.MinValue, MostMemory);
        if (!MakesGarbage) Assert.InRange(Environment.WorkingSet - workingBefore, long.MinValue, 2 * MostMemory);
        Assert.InRange((GC.GetTotalAllocatedBytes() - allocatedBefore) / (double)rows, 0, AllocatedPerRow);
    }
}

using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sources.Bytes;

namespace Loader.Sources;

/// <summary>
/// Several inputs as one source: read one after the other, their rows numbered through. All are looked at when it is opened, so that one with other columns
/// is found before the first row leaves; each is opened again when its turn comes, so that few are open at a time.
/// </summary>
internal sealed class InputSequence : ISource
{
    private const int ShownEmpty = 5;
    private readonly InputSettings settings;
    private readonly IFormat format;
    private readonly IReadOnlyList<Member> members;
    private readonly Lock turn = new();
    private List<SourcePart> parts = [];
    private ContentHash hash = new();
    private ISource? current;

    private InputSequence(InputSettings settings, IFormat format, ISource first, IReadOnlyList<Member> members)
    {
        this.settings = settings;
        this.format = format;
        this.members = members;
        First = first;
        Bytes = members.All(member => member.Bytes is not null) ? members.Sum(member => member.Bytes) : null;
        var all = string.Join('\n', members.Select(member => member.Fingerprint));
        Fingerprint = FormattableString.Invariant($"{members.Count}-") + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 16));
    }

    public string Name => settings.Name;

    public Schema Schema => First.Schema;

    public long? Bytes { get; }

    public string Fingerprint { get; }

    public bool ComesOnce => First.ComesOnce;

    public bool IsRejected => First.IsRejected;

    public RejectedLayout Rejected => First.Rejected;

    public RejectedLayout RejectedOf(IReadOnlyList<int> columns) => First.RejectedOf(columns);

    public IReadOnlyList<Detection> Detected => First.Detected;

    public IReadOnlyList<SourcePart> Parts
    {
        get
        {
            lock (turn) return [.. parts];
        }
    }

    public ContentMark? Read => IsReadThrough ? hash.Mark(hasRowEnds: true) : MarkOf(Parts.Count);

    /// <summary>Whether inputs are read from front to back, so that their bytes can be hashed. Else their fingerprints stand for them.</summary>
    private bool IsReadThrough => First.Read is not null;

    /// <summary>The first one; its columns are those of all.</summary>
    private ISource First { get; }

    /// <summary>Looks at every input; null with findings when one cannot be read as the first one is.</summary>
    public static async ValueTask<ISource?> OpenAsync(InputSettings settings, IFormat format, IReadOnlyList<string> places, CancellationToken stop)
    {
        ISource? first = null;
        var members = new List<Member>(places.Count);
        foreach (var place in places)
        {
            if (await OpenAsync(settings, format, place, first, mayBeEmpty: true, stop) is not { } source) continue;
            members.Add(new(place, source.Name, source.Bytes, source.Fingerprint, source.IsEmpty));
            if (first is null && !source.IsEmpty) first = source;
            else await source.DisposeAsync();
        }

        var all = members.Count == places.Count;
        if (all && first is not null) TellEmpty(settings, members);
        else if (all) first = await OpenEmptyAsync(settings, format, places, stop);
        if (all && first is not null) return new InputSequence(settings, format, first, members);
        if (first is not null) await first.DisposeAsync();
        return null;
    }

    private static async ValueTask<ISource?> OpenAsync(
        InputSettings settings, IFormat format, string place, ISource? first, bool mayBeEmpty, CancellationToken stop) =>
        await settings.OpenAsync(place, stop) is { } input ? await format.OpenAsync(input, first, hash: null, mayBeEmpty, stop) : null;

    /// <summary>Inputs that are all without rows: the first that names columns where that is allowed; else null, with a finding for each.</summary>
    private static async ValueTask<ISource?> OpenEmptyAsync(InputSettings settings, IFormat format, IReadOnlyList<string> places, CancellationToken stop)
    {
        ISource? first = null;
        foreach (var place in places)
        {
            if (await OpenAsync(settings, format, place, first: null, mayBeEmpty: false, stop) is not { } source) continue;
            if (first is { Schema.Columns.Count: > 0 })
            {
                await source.DisposeAsync();
                continue;
            }

            if (first is not null) await first.DisposeAsync();
            first = source;
        }

        return first;
    }

    private static void TellEmpty(InputSettings settings, List<Member> members)
    {
        var empty = members.Where(member => member.IsEmpty).Select(member => $"'{member.Name}'").ToList();
        if (empty.Count == 0) return;
        var named = string.Join(", ", empty.Take(ShownEmpty))
            + (empty.Count > ShownEmpty ? FormattableString.Invariant($" and {empty.Count - ShownEmpty} more") : "");
        var words = FormattableString.Invariant($"{empty.Count} of {members.Count} files {(empty.Count == 1 ? "has" : "have")} no rows: {named}");
        settings.Section.Findings.Add(InputCodes.Empty, settings.Section.PlaceOf(settings.Naming), words);
    }

    public string? Changed() => current?.Changed();

    public ValueTask<bool> BeginsWithAsync(ContentMark mark, CancellationToken stop) =>
        !IsReadThrough ? ValueTask.FromResult(Enumerable.Range(0, members.Count + 1).Any(count => MarkOf(count) == mark))
        : ContentHash.BeginsAsync(members.Select(member => (Func<ValueTask<IInput?>>)(() => settings.OpenAsync(member.Place, stop))), mark, stop);

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        var reading = hash = new();
        var (row, bytes) = (1L, 0L);
        lock (turn) parts = [];
        foreach (var member in members)
        {
            lock (turn) parts.Add(new(member.Name, row));
            await using var source = current = await ReopenAsync(member, reading, stop);
            if (source is IHasRowCount { Rows: var rows } && row + rows <= firstRow)
            {
                (row, bytes) = (row + rows, bytes + (member.Bytes ?? 0));
                continue;
            }

            // One without rows may have other columns; it is read for its bytes, which a later run compares.
            await foreach (var chunk in source.ReadAsync(1, member.IsEmpty ? [] : columns, stop))
            {
                var before = (int)Math.Clamp(firstRow - row, 0, chunk.Count);
                var here = row;
                row += chunk.Count;
                if (before < chunk.Count) yield return new PartChunk(chunk, before, here + before, bytes, member.Name);
                else chunk.Dispose();
            }

            bytes += member.Bytes ?? 0;
        }

        current = null;
    }

    public async ValueTask DisposeAsync()
    {
        hash.Dispose();
        await First.DisposeAsync();
    }

    private ContentMark MarkOf(int count)
    {
        var known = string.Join('\n', members.Take(count).Select(member => member.Fingerprint));
        return new(members.Take(count).Sum(member => member.Bytes ?? 0), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(known))));
    }

    private async ValueTask<ISource> ReopenAsync(Member member, ContentHash reading, CancellationToken stop)
    {
        var known = settings.Section.Findings.Count;
        var first = member.IsEmpty ? null : First;
        if (await settings.OpenAsync(member.Place, stop) is { } input && await format.OpenAsync(input, first, reading, member.IsEmpty, stop) is { } source)
        {
            if (source.Fingerprint == member.Fingerprint) return source;
            await source.DisposeAsync();
            throw Fault($"'{member.Name}' changed after it was looked at");
        }

        throw Fault(settings.Section.Findings.Count > known ? settings.Section.Findings[known].Message : $"'{member.Name}' cannot be read any more");

        SourceException Fault(string message) => new(new(InputCodes.Changed, Place.Of(member.Name), message, "load a copy that nobody writes to"));
    }

    private sealed record Member(string Place, string Name, long? Bytes, string Fingerprint, bool IsEmpty);
}

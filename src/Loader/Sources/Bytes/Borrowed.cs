namespace Loader.Sources.Bytes;

/// <summary>An input that somebody else has and disposes.</summary>
internal sealed class Borrowed(IInput input) : IInput
{
    public string Name => input.Name;

    public long? Length => input.Length;

    public string Fingerprint => input.Fingerprint;

    public bool ComesOnce => input.ComesOnce;

    public bool ReadsAnywhere => input.ReadsAnywhere;

    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken stop) => input.ReadAtAsync(offset, buffer, stop);

    public Stream Read() => input.Read();

    public Stream Look() => input.Look();

    public string? Changed() => input.Changed();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

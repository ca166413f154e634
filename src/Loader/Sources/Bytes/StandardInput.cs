namespace Loader.Sources.Bytes;

/// <summary>
/// Bytes that come once. What is looked at is kept until the reading gets there; after that nothing is. A second load cannot have the same content, so its
/// fingerprint is never the same.
/// </summary>
internal sealed class StandardInput(Stream piped) : IInput
{
    /// <summary>What the fingerprint of content that came once begins with.</summary>
    public const string Once = "once-";

    private readonly Stream stream = piped;
    private readonly MemoryStream kept = new();
    private bool isRead;
    private bool ended;

    public string Name => StandardInputKind.Path;

    public long? Length => null;

    public bool ComesOnce => true;

    public string Fingerprint { get; } = Once + Guid.NewGuid().ToString("N");

    public bool ReadsAnywhere => false;

    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken stop) =>
        throw new NotSupportedException("Standard input is read from the front.");

    public Stream Look() => !isRead ? new Reading(this, keeps: true) : throw new InvalidOperationException("Standard input was read already.");

    /// <summary>All of it, once.</summary>
    /// <exception cref="SourceException">It was read before.</exception>
    public Stream Read()
    {
        if (isRead)
            throw new SourceException(new(InputCodes.Once, Mappings.Findings.Place.Of(Name), "standard input was read already and cannot be read again"));
        isRead = true;
        return new Reading(this, keeps: false);
    }

    public string? Changed() => null;

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private void Forget(ref long position)
    {
        kept.SetLength(0);
        kept.Capacity = 0;
        position = 0;
    }

    private sealed class Reading(StandardInput input, bool keeps) : InputStream
    {
        private long position;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.IsEmpty) return 0;
            if (position < input.kept.Length)
            {
                input.kept.Position = position;
                var again = input.kept.Read(buffer.Span);
                position += again;

                // What was kept has been given for good: let it go.
                if (!keeps && position == input.kept.Length) input.Forget(ref position);
                return again;
            }

            if (input.ended) return 0;
            var read = await input.stream.ReadAsync(buffer, cancellationToken);
            input.ended = read == 0;
            if (!keeps) return read;
            input.kept.Position = position;
            input.kept.Write(buffer.Span[..read]);
            position += read;
            return read;
        }
    }

}

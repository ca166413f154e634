using Loader.Options;

namespace Loader.Sources.Bytes;

/// <summary>What another program prints: <c>-</c>.</summary>
internal sealed class StandardInputKind : IPlaceKind
{
    public const string Path = "-";

    public bool Knows(string path) => path == Path;

    public IPlaces Configure(Section section) => new Piped(section);

    private sealed class Piped(Section section) : IPlaces
    {
        public ValueTask<Listing?> ListAsync(string path, CancellationToken stop) => ValueTask.FromResult<Listing?>(Listing.One(path));

        public async ValueTask<IInput?> OpenAsync(string place, CancellationToken stop)
        {
            // A keyboard brings nothing: waiting for it would look like a program that hangs.
            var piped = Console.IsInputRedirected ? Console.OpenStandardInput() : null;
            if (section.Context.Spool is { } spool) return await KeptInput.OpenAsync(spool, piped, section, stop);
            if (piped is not null) return new StandardInput(piped);
            section.Findings.Add(
                InputCodes.Once,
                section.PlaceOf("path"),
                "nothing is piped in: standard input is the keyboard",
                "pipe rows in: export | loader …, or name a file");
            return null;
        }
    }
}

using Loader.Options;

namespace Loader.Sources.Bytes;

/// <summary>What another program prints: <c>-</c>.</summary>
internal sealed class StandardInputKind : IPlaceKind
{
    public const string Path = "-";

    public bool Knows(string path) => path == Path;

    public IPlaces Configure(Section section) => new Once();

    private sealed class Once : IPlaces
    {
        public ValueTask<Listing?> ListAsync(string path, CancellationToken stop) => ValueTask.FromResult<Listing?>(Listing.One(path));

        public ValueTask<IInput?> OpenAsync(string place, CancellationToken stop) => ValueTask.FromResult<IInput?>(new StandardInput(Console.OpenStandardInput()));
    }
}

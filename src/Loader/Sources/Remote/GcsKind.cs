using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary><c>gs://bucket/object</c></summary>
internal sealed class GcsKind : IPlaceKind
{
    public bool Knows(string path) => path.StartsWith("gs://", StringComparison.OrdinalIgnoreCase);

    public IPlaces Configure(Section section) => new RemotePlaces(section, new GcsStore(
        section.Text("gcs_endpoint", "Another server than Google's that speaks its JSON API; it is asked without credentials."),
        section.Flag("gcs_anonymous", false, "Whether gs:// is asked without credentials, for public objects.")));
}

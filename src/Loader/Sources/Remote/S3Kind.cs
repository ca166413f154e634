using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary><c>s3://bucket/key</c></summary>
internal sealed class S3Kind : IPlaceKind
{
    public bool Knows(string path) => path.StartsWith("s3://", StringComparison.OrdinalIgnoreCase);

    public IPlaces Configure(Section section) => new RemotePlaces(section, new S3Store(new()
    {
        Endpoint = section.Text("s3_endpoint", "Another server than Amazon's that speaks S3: https://minio.example.com"),
        Region = section.Text("s3_region", "The region of s3:// buckets; else AWS_REGION, else us-east-1."),
        Profile = section.Text("s3_profile", "A profile of the shared AWS credentials; else the environment or the machine's role."),
        IsAnonymous = section.Flag("s3_anonymous", false, "Whether s3:// is asked without credentials, for public objects."),
    }));
}

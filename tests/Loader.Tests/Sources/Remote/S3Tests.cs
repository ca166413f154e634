using Loader.Options;
using Loader.Sources.Remote;

namespace Loader.Tests.Sources.Remote;

public sealed class S3Tests : BucketTests
{
    protected override string PathOf(string key) => "s3://bucket/" + key;

    private protected override Dictionary<string, string> Settings =>
        new(StringComparer.Ordinal) { ["s3_endpoint"] = Server.Address, ["s3_anonymous"] = "true" };

    private protected override IRemoteStore StoreOf(Section section) => new S3Store(new() { Endpoint = Server.Address, IsAnonymous = true });
}

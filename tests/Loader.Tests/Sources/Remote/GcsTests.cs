using Loader.Options;
using Loader.Sources.Remote;

namespace Loader.Tests.Sources.Remote;

public sealed class GcsTests : BucketTests
{
    protected override string PathOf(string key) => "gs://bucket/" + key;

    private protected override Dictionary<string, string> Settings => new(StringComparer.Ordinal) { ["gcs_endpoint"] = Server.Address };

    private protected override IRemoteStore StoreOf(Section section) => new GcsStore(Server.Address, isAnonymous: false);
}

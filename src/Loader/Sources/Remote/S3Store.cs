using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using Amazon.S3.Model;
using Loader.Mappings.Findings;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary>Buckets of Amazon S3 and of servers that speak like it, through AWSSDK.S3 4.</summary>
internal sealed class S3Store(S3Options options) : IRemoteStore
{
    private AmazonS3Client? client;

    private AmazonS3Client Client => client ??= Connect();

    public async ValueTask<Listing> ListAsync(string path, CancellationToken stop)
    {
        var bucket = new BucketPath(path);
        if (!bucket.IsPattern) return Listing.One(path);
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = bucket.Bucket, Prefix = bucket.Prefix };
        do
        {
            var page = await AskAsync(path, () => Client.ListObjectsV2Async(request, stop));
            if (page is null) throw new SourceException(new(RemoteCodes.NoObject, Place.Of(path), $"there is no bucket '{bucket.Bucket}'"));
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key).Where(bucket.Fits));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);

        keys.Sort(StringComparer.Ordinal);
        return new([.. keys.Select(bucket.PlaceOf)], IsPattern: true);
    }

    public async ValueTask<RemoteObject?> LookAsync(string place, CancellationToken stop)
    {
        var path = new BucketPath(place);
        var head = await AskAsync(place, () => Client.GetObjectMetadataAsync(path.Bucket, path.Key, stop));
        return head is null ? null : new S3Object(this, path) { Name = place, Length = head.ContentLength, Version = head.ETag, HasRanges = true };
    }

    private AmazonS3Client Connect()
    {
        var region = options.Region ?? Environment.GetEnvironmentVariable("AWS_REGION") ?? "us-east-1";
        var config = new AmazonS3Config
        {
            MaxErrorRetry = 0,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            // Servers other than Amazon's know no bucket by a host name of its own.
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var url) || !WebClient.MayAsk(url, allowHttp: false))
                throw new FormatException("s3_endpoint is an https:// address");
            (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (endpoint, true, region);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (options.IsAnonymous) return new(new AnonymousAWSCredentials(), config);
        if (options.Profile is not { } profile) return new(config);
        return new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials)
            ? new(credentials, config)
            : throw new FormatException($"there is no AWS profile '{profile}'");
    }

    /// <summary>Null when there is no such thing. What may come right in a moment is an <see cref="IOException"/>.</summary>
    private static async ValueTask<T?> AskAsync<T>(string place, Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        catch (AmazonServiceException refused) when (refused.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonServiceException refused) when (refused.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            throw Refusal(InputCodes.Changed, "it changed after it was looked at", refused);
        }
        catch (AmazonServiceException refused) when (refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            throw Refusal(RemoteCodes.NotAllowed, $"the server refuses: {refused.ErrorCode}", refused);
        }
        catch (AmazonServiceException refused) when ((int)refused.StatusCode is >= 400 and < 500 and not (408 or 429))
        {
            throw Refusal(RemoteCodes.NotReached, $"the server answers {(int)refused.StatusCode} {refused.ErrorCode}", refused);
        }
        catch (AmazonServiceException failed)
        {
            throw new IOException($"the server answers {(int)failed.StatusCode} {failed.ErrorCode}", failed);
        }
        catch (AmazonClientException missing)
        {
            throw Refusal(RemoteCodes.NotAllowed, $"no credentials were found: {missing.Message}", missing);
        }
        catch (HttpRequestException failed)
        {
            throw new IOException(failed.Message, failed);
        }

        SourceException Refusal(FindingCode code, string message, Exception cause) => new(new(code, Place.Of(place), $"'{place}': {message}"), cause);
    }

    private sealed class S3Object(S3Store store, BucketPath path) : RemoteObject
    {
        public override async ValueTask<Stream> OpenAsync(long offset, long? count, CancellationToken stop)
        {
            // Always a range: for whole objects the SDK takes the entity tag for an MD5 sum, which not every server means by it.
            var end = offset + (count ?? Length!.Value - offset) - 1;
            var request = new GetObjectRequest { BucketName = path.Bucket, Key = path.Key, EtagToMatch = Version, ByteRange = new(offset, end) };
            var answer = await AskAsync(Name, () => store.Client.GetObjectAsync(request, stop));
            return answer?.ResponseStream ?? throw new SourceException(new(InputCodes.Changed, Place.Of(Name), $"'{Name}' is not there any more"));
        }

        public override async ValueTask<string?> AskVersionAsync(CancellationToken stop) =>
            (await AskAsync(Name, () => store.Client.GetObjectMetadataAsync(path.Bucket, path.Key, stop)))?.ETag;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

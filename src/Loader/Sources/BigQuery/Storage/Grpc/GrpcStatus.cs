using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Loader.Sources.BigQuery.Storage.Wire;

namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>How a call ended, and what the server says about it.</summary>
/// <param name="Code">The status.</param>
/// <param name="Message">The server's own words, which may be none.</param>
/// <param name="RetryAfter">When the server says to ask again (google.rpc.RetryInfo); null when it says nothing.</param>
internal sealed record GrpcStatus(GrpcCode Code, string Message, TimeSpan? RetryAfter = null)
{
    private const string RetryInfoType = "/google.rpc.RetryInfo";

    public override string ToString() => Message.Length == 0 ? Word : $"{Word}: {Message}";

    /// <summary>The code as Google writes it: <c>PERMISSION_DENIED</c>.</summary>
    public string Word => Code switch
    {
        GrpcCode.InvalidArgument => "INVALID_ARGUMENT",
        GrpcCode.DeadlineExceeded => "DEADLINE_EXCEEDED",
        GrpcCode.NotFound => "NOT_FOUND",
        GrpcCode.AlreadyExists => "ALREADY_EXISTS",
        GrpcCode.PermissionDenied => "PERMISSION_DENIED",
        GrpcCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        GrpcCode.FailedPrecondition => "FAILED_PRECONDITION",
        GrpcCode.OutOfRange => "OUT_OF_RANGE",
        GrpcCode.DataLoss => "DATA_LOSS",
        _ => Code.ToString().ToUpperInvariant(),
    };

    /// <summary>The status among headers or trailers; null when there is none.</summary>
    public static GrpcStatus? Among(HttpHeaders headers)
    {
        if (One(headers, "grpc-status") is not { } number) return null;
        var code = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known <= (int)GrpcCode.Unauthenticated
            ? (GrpcCode)known
            : GrpcCode.Unknown;
        return new(code, One(headers, "grpc-message") is { } message ? Unescaped(message) : "", RetryAfterOf(One(headers, "grpc-status-details-bin")));
    }

    /// <summary>What an HTTP status without a gRPC one means (grpc/doc/http-grpc-status-mapping.md): a proxy answered, not the service.</summary>
    public static GrpcStatus OfHttp(HttpStatusCode status) => new(
        (int)status switch
        {
            400 => GrpcCode.Internal,
            401 => GrpcCode.Unauthenticated,
            403 => GrpcCode.PermissionDenied,
            404 => GrpcCode.Unimplemented,
            429 or 502 or 503 or 504 => GrpcCode.Unavailable,
            _ => GrpcCode.Unknown,
        },
        FormattableString.Invariant($"the answer is HTTP {(int)status}, not gRPC"));

    /// <summary>The text of a percent-encoded message: bytes of UTF-8. What is not well-formed stays as it is, as the protocol asks.</summary>
    internal static string Unescaped(string message)
    {
        if (!message.Contains('%', StringComparison.Ordinal)) return message;
        var bytes = Encoding.UTF8.GetBytes(message);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            bytes[length++] = isEscape ? Convert.FromHexString(bytes.AsSpan(i + 1, 2))[0] : bytes[i];
            if (isEscape) i += 2;
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static string? One(HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>A broken detail is no detail: the status itself is what counts.</summary>
    private static TimeSpan? RetryAfterOf(string? details)
    {
        if (details is null) return null;
        try
        {
            var status = RpcStatus.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
            var found = status.Details.FirstOrDefault(detail => detail.TypeUrl.EndsWith(RetryInfoType, StringComparison.Ordinal));
            return found is null ? null : RetryInfo.Parser.ParseFrom(found.Value).RetryDelay?.ToTimeSpan();
        }
        catch (Exception broken) when (broken is FormatException or InvalidProtocolBufferException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Loader.Tests.Sources.BigQuery.Emulator;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.EndToEnd.BigQuery;

/// <summary>
/// Google's own host names on this machine: a proxy that takes connections to them to servers of the test, which speak TLS under a certificate that only
/// the process under test trusts. So a mapping without any endpoint is loaded as it would be from BigQuery itself. Nothing leaves the machine.
/// </summary>
internal sealed class GoogleStandIn : IAsyncDisposable
{
    private static readonly string[] Hosts = ["bigquery.googleapis.com", "bigquerystorage.googleapis.com", "oauth2.googleapis.com"];

    private readonly TcpListener proxy = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly X509Certificate2 certificate;
    private readonly Task accepting;

    private GoogleStandIn(X509Certificate2 certificate, BigQueryEmulator rest, StorageServer storage, BigQueryEmulator metadata)
    {
        (this.certificate, Rest, Storage, Metadata) = (certificate, rest, storage, metadata);
        proxy.Start();
        accepting = AcceptAsync();
    }

    public BigQueryEmulator Rest { get; }

    public StorageServer Storage { get; }

    /// <summary>Speaks no TLS, as the metadata server of a machine at Google.</summary>
    public BigQueryEmulator Metadata { get; }

    /// <summary>Which hosts were asked for.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<GoogleStandIn> StartAsync()
    {
        var certificate = Certificate();
        var rest = await BigQueryEmulator.StartAsync(certificate);
        var metadata = await BigQueryEmulator.StartAsync();
        await WakeAsync(new(metadata.Address));
        return new(certificate, rest, await rest.WithStorageAsync(table => AvroCells.Of(table, messageRows: 100), certificate), metadata);
    }

    /// <summary>Google's library waits a second for a metadata server: the code that answers is compiled before it asks.</summary>
    public static async Task WakeAsync(Uri metadata)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Metadata-Flavor", "Google");
        using var answer = await client.GetAsync(metadata);
    }

    /// <summary>What a process needs to find and trust it.</summary>
    public Dictionary<string, string> Environment(Workplace place)
    {
        place.Write("trusted.pem", certificate.ExportCertificatePem());
        return new(StringComparer.Ordinal)
        {
            ["HTTPS_PROXY"] = $"http://127.0.0.1:{((IPEndPoint)proxy.LocalEndpoint).Port}",
            ["NO_PROXY"] = "",
            ["no_proxy"] = "",
            ["SSL_CERT_FILE"] = place["trusted.pem"],
            ["HOME"] = place.Folder,
            ["APPDATA"] = "",
            ["GOOGLE_APPLICATION_CREDENTIALS"] = "",
            ["GCE_METADATA_HOST"] = new Uri(Metadata.Address).Authority,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        proxy.Stop();
        await accepting;
        await Rest.DisposeAsync();
        await Storage.DisposeAsync();
        await Metadata.DisposeAsync();
        certificate.Dispose();
        end.Dispose();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=stand-in", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in Hosts) names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = TalkAsync(await proxy.AcceptTcpClientAsync(end.Token));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed for good.
        }
    }

    /// <summary>One connection: <c>CONNECT host:443</c>, then bytes in both directions.</summary>
    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var open = client;
            await using var near = client.GetStream();
            var head = new StringBuilder();
            var next = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await near.ReadAsync(next, end.Token) > 0) head.Append((char)next[0]);
            var host = head.ToString().Split(' ')[1].Split(':')[0];
            Asked.Enqueue(host);
            using var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, host == Hosts[1] ? Storage.Address.Port : new Uri(Rest.Address).Port, end.Token);
            await near.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), end.Token);
            await using var beyond = far.GetStream();
            await Task.WhenAny(near.CopyToAsync(beyond, end.Token), beyond.CopyToAsync(near, end.Token));
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side has hung up.
        }
    }
}

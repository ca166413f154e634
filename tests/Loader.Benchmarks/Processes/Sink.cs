using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Loader.Benchmarks.Processes;

/// <summary>
/// An endpoint in a process of its own that takes everything: nginx where it is installed (with its echo module, so that large bodies are read
/// before the answer), else this program as a bare one.
/// </summary>
internal sealed class Sink : IAsyncDisposable
{
    private const string Nginx = "/usr/sbin/nginx";
    private const string EchoModule = "/usr/lib/nginx/modules/ngx_http_echo_module.so";
    private readonly Process process;
    private readonly string folder;

    private Sink(Process process, string folder, int port, string name)
    {
        this.process = process;
        this.folder = folder;
        Port = port;
        Name = name;
    }

    public int Port { get; }

    public string Name { get; }

    public Uri One => new($"http://127.0.0.1:{Port}/tm/nameless");

    public Uri Batch => new($"http://127.0.0.1:{Port}/tm/batch");

    public static async Task<Sink> StartAsync(bool bare)
    {
        var temporary = Directory.CreateTempSubdirectory("loader-sink-").FullName;
        var port = FreePort();
        var sink = !bare && File.Exists(Nginx) && File.Exists(EchoModule) ? StartNginx(temporary, port) : StartBare(temporary, port);
        await sink.AnswersAsync();
        return sink;
    }

    /// <summary>Requests and connections taken so far, where the sink counts them.</summary>
    public async Task<(long Requests, long Connections)?> CountsAsync()
    {
        if (Name != "nginx") return null;
        using var client = new HttpClient();
        var numbers =
            (await client.GetStringAsync(new Uri($"http://127.0.0.1:{Port}/status"))).Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(
            numbers[2],
            System.Globalization.CultureInfo.InvariantCulture), long.Parse(numbers[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Sink StartNginx(string folder, int port)
    {
        var config = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(config, $$"""
            load_module {{EchoModule}};
            daemon off; worker_processes 1; pid {{folder}}/pid; error_log {{folder}}/error.log warn;
            events { worker_connections 4096; use epoll; }
            http {
              access_log off; default_type application/json; server_tokens off;
              keepalive_timeout 300s; keepalive_requests 100000000; tcp_nodelay on;
              client_max_body_size 64m; client_body_buffer_size 2m;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/p; fastcgi_temp_path {{folder}}/f; uwsgi_temp_path {{folder}}/u; scgi_temp_path {{folder}}/s;
              server {
                listen 127.0.0.1:{{port}} backlog=4096;
                location = /tm/nameless { return 200 '{"status_code":200,"response":"ok"}'; }
                location = /tm/batch { echo_read_request_body; echo -n '{"status_code":200,"response":"ok"}'; }
                location = /status { stub_status; }
              }
            }
            """);
        return new(Started(Nginx, ["-p", folder, "-c", config]), folder, port, "nginx");
    }

    private static Sink StartBare(string folder, int port) =>
        new(Started(Environment.ProcessPath!, ["sink", port.ToString(System.Globalization.CultureInfo.InvariantCulture)]), folder, port, "bare sink");

    private static Process Started(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start");

    private async Task AnswersAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        for (var tries = 0; tries < 200; tries++)
        {
            try
            {
                using var answer = await client.PostAsync(One, new StringContent("{}"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                await Task.Delay(TimeSpan.FromMilliseconds(25));
            }
        }

        throw new InvalidOperationException($"the {Name} does not answer");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

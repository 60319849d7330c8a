using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace Julie.AppHost;

/// <summary>A port on loopback for each name, the same at every start of an installation as long as nobody else took it.</summary>
internal sealed class Ports(JulieHome home)
{
    private const string FileName = "ports.json";
    // Below Linux's ephemeral range: no outgoing connection takes it between two starts.
    private const int First = 20_000;
    private const int AfterLast = 32_000;
    private readonly Dictionary<string, int> _ports = home.Read<Dictionary<string, int>>(FileName) ?? [];

    public int Of(string name)
    {
        if (_ports.TryGetValue(name, out var port) && IsFree(port))
        {
            return port;
        }

        do
        {
            port = RandomNumberGenerator.GetInt32(First, AfterLast);
        }
        while (_ports.ContainsValue(port) || !IsFree(port));
        _ports[name] = port;
        home.WritePrivate(FileName, JsonSerializer.Serialize(_ports));
        return port;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

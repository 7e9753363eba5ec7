package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"
)

// server is a real PostgreSQL server for the tests of one package, started by the first that wants it.
var server struct {
	sync.Mutex
	*postgres
}

// Main runs the tests of a package, and ends the server that they started.
func Main(m *testing.M) {
	code := m.Run()
	server.stop()
	os.Exit(code)
}

// Database makes a new empty database and gives its URL. The test is skipped where PostgreSQL is neither installed nor required
// by LOTSE_REQUIRE=1. The package needs a TestMain that calls Main.
func Database(t testing.TB) string {
	t.Helper()
	if !HasPostgres() {
		t.Skip("PostgreSQL is not installed (apt-get install postgresql); LOTSE_REQUIRE=1 demands it")
	}
	server.Lock()
	defer server.Unlock()
	if server.postgres == nil {
		var err error
		if server.postgres, err = startPostgres(); err != nil {
			t.Fatal(err)
		}
	}
	return server.database(t)
}

// HasPostgres tells that PostgreSQL is installed or required.
func HasPostgres() bool {
	return os.Getenv("LOTSE_REQUIRE") != "" || (program("initdb") != "" && program("postgres") != "")
}

type postgres struct {
	address string
	command *exec.Cmd
	folder  string
	n       int
}

// startPostgres starts a server on a free port of the loopback in a new folder. It finds the programs on PATH and where Debian keeps them.
func startPostgres() (*postgres, error) {
	initdb, server := program("initdb"), program("postgres")
	if initdb == "" || server == "" {
		return nil, fmt.Errorf("PostgreSQL is required and not installed: apt-get install postgresql")
	}
	folder, err := os.MkdirTemp("", "lotse-postgres-")
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	p := &postgres{folder: folder, address: fmt.Sprintf("postgres://postgres@127.0.0.1:%d/", port)}
	as, err := unprivileged(folder)
	if err != nil {
		return nil, err
	}
	make := exec.Command(initdb, "-D", filepath.Join(folder, "data"), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8")
	make.SysProcAttr, make.Dir = as, folder
	if out, err := make.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w\n%s", err, out)
	}
	p.command = exec.Command(server, "-D", filepath.Join(folder, "data"), "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-k", folder, "-c", "max_connections=300")
	p.command.SysProcAttr, p.command.Dir = as, folder
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	return p, p.ready()
}

// stop ends the server and removes its data.
func (p *postgres) stop() {
	if p == nil {
		return
	}
	_ = p.command.Process.Signal(syscall.SIGQUIT)
	_ = p.command.Wait()
	_ = os.RemoveAll(p.folder)
}

func (p *postgres) database(t testing.TB) string {
	t.Helper()
	p.n++
	name := fmt.Sprintf("test%d", p.n)
	db, err := sql.Open("pgx", p.address+"postgres")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	return p.address + name + "?sslmode=disable"
}

func (p *postgres) ready() error {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	db, err := sql.Open("pgx", p.address+"postgres?sslmode=disable")
	if err != nil {
		return err
	}
	defer db.Close()
	for tick := time.NewTicker(50 * time.Millisecond); ; {
		if err = db.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			p.stop()
			return fmt.Errorf("PostgreSQL did not come up: %w", err)
		}
	}
}

func program(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// unprivileged runs the server as user postgres where the tests run as root, which PostgreSQL refuses.
func unprivileged(folder string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{}
	if os.Getuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root, and there is no user postgres: %w", err)
	}
	uid, _ := strconv.Atoi(u.Uid)
	gid, _ := strconv.Atoi(u.Gid)
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(folder, uid, gid)
}

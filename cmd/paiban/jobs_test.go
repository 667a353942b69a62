package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// jobFile is the path of a job file of the manual.
func jobFile(t *testing.T, name string) string {
	t.Helper()
	return filepath.Join(repo(t), "docs", "jobs", name)
}

// batchData is a folder as the job files expect it: list.txt and the editions.
func batchData(t *testing.T, n int) string {
	t.Helper()
	dir := years(t, n)
	write(t, dir, "list.txt", "in/*\n")
	return dir
}

// onPath is a PATH on which the program is found by its name.
func onPath(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	if err := os.Symlink(binary, filepath.Join(bin, "paiban")); err != nil {
		t.Skip(err)
	}
	return bin + string(os.PathListSeparator) + os.Getenv("PATH")
}

// k8sJob is what the tests look at in a Job of Kubernetes' batch/v1.
type k8sJob struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct {
		Name   string
		Labels map[string]string
	}
	Spec struct {
		CompletionMode       string `yaml:"completionMode"`
		Completions          int
		Parallelism          int
		BackoffLimit         *int `yaml:"backoffLimit"`
		BackoffLimitPerIndex *int `yaml:"backoffLimitPerIndex"`
		PodFailurePolicy     struct {
			Rules []struct {
				Action      string
				OnExitCodes struct {
					ContainerName string `yaml:"containerName"`
					Operator      string
					Values        []int
				} `yaml:"onExitCodes"`
			}
		} `yaml:"podFailurePolicy"`
		Template struct {
			Metadata struct{ Labels map[string]string }
			Spec     struct {
				RestartPolicy string `yaml:"restartPolicy"`
				Containers    []struct {
					Name, Image  string
					Command      []string
					WorkingDir   string `yaml:"workingDir"`
					Resources    map[string]map[string]string
					VolumeMounts []struct {
						Name      string
						MountPath string `yaml:"mountPath"`
					} `yaml:"volumeMounts"`
				}
				Volumes []struct {
					Name  string
					Claim struct {
						Name string `yaml:"claimName"`
					} `yaml:"persistentVolumeClaim"`
				}
			}
		}
	}
}

func k8sJobs(t *testing.T) []k8sJob {
	t.Helper()
	data, err := os.ReadFile(jobFile(t, "kubernetes.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var out []k8sJob
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	for {
		var j k8sJob
		if err := dec.Decode(&j); err == io.EOF {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, j)
	}
}

// The Kubernetes jobs have the fields that an Indexed Job needs, and their
// commands, run as the pods would run them, build everything.
func TestKubernetesJobs(t *testing.T) {
	jobs := k8sJobs(t)
	if len(jobs) != 2 {
		t.Fatalf("%d jobs", len(jobs))
	}
	for _, j := range jobs {
		pod := j.Spec.Template.Spec
		if j.APIVersion != "batch/v1" || j.Kind != "Job" || pod.RestartPolicy != "Never" || len(pod.Containers) != 1 ||
			j.Metadata.Labels["step"] == "" || !regexp.MustCompile(`^[a-z0-9-]{1,63}$`).MatchString(j.Metadata.Name) {
			t.Errorf("job %+v", j)
		}
		c := pod.Containers[0]
		if c.Image == "" || c.WorkingDir != "/data" || len(c.VolumeMounts) != 1 || c.VolumeMounts[0].MountPath != "/data" ||
			len(pod.Volumes) != 1 || c.VolumeMounts[0].Name != pod.Volumes[0].Name || pod.Volumes[0].Claim.Name == "" {
			t.Errorf("%s: %+v", j.Metadata.Name, c)
		}
	}
	build, merge := jobs[0].Spec, jobs[1].Spec
	command1 := build.Template.Spec.Containers[0].Command
	i := slices.Index(command1, "--shards")
	if i < 0 || command1[i+1] != strconv.Itoa(build.Completions) || build.CompletionMode != "Indexed" || build.Parallelism > build.Completions {
		t.Errorf("%d completions of mode %q, %v", build.Completions, build.CompletionMode, command1)
	}
	// FailIndex is only taken with a limit for each index.
	if build.BackoffLimitPerIndex == nil || build.PodFailurePolicy.Rules[0].OnExitCodes.ContainerName != build.Template.Spec.Containers[0].Name {
		t.Error("the failure policy does not name the container, or there is no limit for each index")
	}
	for _, code := range build.PodFailurePolicy.Rules[0].OnExitCodes.Values {
		if code == exitUnwritable || code == exitInterrupted {
			t.Errorf("code %d is not tried again", code)
		}
	}

	dir := batchData(t, 11)
	run := func(args []string, env ...string) {
		t.Helper()
		args = slices.Clone(args[1:])
		for i, a := range args {
			if strings.HasPrefix(a, "/data/") {
				args[i] = filepath.Join(dir, strings.TrimPrefix(a, "/data/"))
			}
		}
		runCommand(t, command(dir, env, args...)).want(t, exitClean)
	}
	for i := range build.Completions {
		run(command1, fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i))
	}
	run(merge.Template.Spec.Containers[0].Command)
}

var arrayOption = regexp.MustCompile(`(?m)^#SBATCH --array=1-(\d+)$`)

// The Slurm scripts, run in the environment that Slurm gives its tasks, build
// everything.
func TestSlurmScripts(t *testing.T) {
	script, err := os.ReadFile(jobFile(t, "slurm.sh"))
	if err != nil {
		t.Fatal(err)
	}
	m := arrayOption.FindSubmatch(script)
	if m == nil {
		t.Fatal("slurm.sh asks for no array")
	}
	n, _ := strconv.Atoi(string(m[1]))
	dir := batchData(t, 11)
	path := onPath(t)
	run := func(name string, env ...string) {
		t.Helper()
		c := exec.Command("sh", jobFile(t, name))
		c.Dir = dir
		c.Env = append([]string{"PATH=" + path, "PAIBAN_LIST=" + filepath.Join(dir, "list.txt"), "PAIBAN_OUT=" + filepath.Join(dir, "built")}, env...)
		runCommand(t, c).want(t, exitClean)
	}
	for i := 1; i <= n; i++ {
		run("slurm.sh", fmt.Sprintf("SLURM_ARRAY_TASK_ID=%d", i), fmt.Sprintf("SLURM_ARRAY_TASK_COUNT=%d", n),
			"SLURM_ARRAY_TASK_MIN=1", "SLURM_CPUS_PER_TASK=2")
	}
	run("slurm-merge.sh")
}

// The same under Slurm itself, on this machine alone.
func TestSlurmItself(t *testing.T) {
	if os.Getenv("PAIBAN_LONG") == "" {
		t.Skip("slow: PAIBAN_LONG=1")
	}
	if os.Getuid() != 0 {
		t.Skip("slurmd wants to be root")
	}
	for _, name := range []string{"munged", "slurmctld", "slurmd", "sbatch"} {
		tool(t, name)
	}
	conf := startSlurm(t)
	dir := batchData(t, 11)
	env := append(os.Environ(), "SLURM_CONF="+conf, "PATH="+onPath(t), "PAIBAN_LIST="+filepath.Join(dir, "list.txt"), "PAIBAN_OUT="+filepath.Join(dir, "built"))
	for _, args := range [][]string{{"--cpus-per-task=1", "--mem=0", "slurm.sh"}, {"slurm-merge.sh"}} {
		args[len(args)-1] = jobFile(t, args[len(args)-1])
		c := exec.Command("sbatch", append([]string{"--wait", "--chdir", dir}, args...)...)
		c.Dir, c.Env = dir, env
		if out, err := c.CombinedOutput(); err != nil {
			logs, _ := filepath.Glob(filepath.Join(dir, "slurm-*.out"))
			for _, l := range logs {
				text, _ := os.ReadFile(l)
				t.Logf("%s: %s", l, text)
			}
			t.Fatalf("%v: %s", err, out)
		}
	}
	got := contents(t, filepath.Join(dir, "built"))
	shards := 0
	for name := range got {
		if strings.HasSuffix(name, "-of-8.journal") {
			shards++
		}
	}
	if shards != 8 || got["batch.json"] == "" {
		t.Errorf("%d journals, files %v", shards, names(got))
	}
}

// startSlurm starts a cluster of one node and gives the path of its slurm.conf.
func startSlurm(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, d := range []string{"state", "spool"} {
		if err := os.Mkdir(at(d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(at("key"), bytes.Repeat([]byte("0123456789abcdef"), 64), 0o600); err != nil {
		t.Fatal(err)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	host, _, _ = strings.Cut(host, ".")
	conf := fmt.Sprintf(`ClusterName=test
SlurmctldHost=%[2]s(127.0.0.1)
SlurmctldPort=%[3]d
SlurmdPort=%[4]d
AuthType=auth/munge
AuthInfo=socket=%[1]s/munge.socket
CryptoType=crypto/munge
SlurmUser=root
StateSaveLocation=%[1]s/state
SlurmdSpoolDir=%[1]s/spool
SlurmctldPidFile=%[1]s/slurmctld.pid
SlurmdPidFile=%[1]s/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
MailProg=/bin/true
SchedulerParameters=sched_interval=1
NodeName=%[2]s NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=%[2]s Default=YES MaxTime=INFINITE State=UP
`, dir, host, freePort(t), freePort(t))
	if err := os.WriteFile(at("slurm.conf"), []byte(conf), 0o644); err != nil {
		t.Fatal(err)
	}
	daemon(t, at("munged.log"), "munged", "--foreground", "--force", "--key-file", at("key"), "--socket", at("munge.socket"),
		"--pid-file", at("munged.pid"), "--log-file", at("munge.log"), "--seed-file", at("munge.seed"))
	waitFor(t, "munged", func() bool { _, err := os.Stat(at("munge.socket")); return err == nil })
	daemon(t, at("slurmctld.log"), "slurmctld", "-D", "-f", at("slurm.conf"))
	daemon(t, at("slurmd.log"), "slurmd", "-D", "-f", at("slurm.conf"), "-N", host)
	waitFor(t, "the node", func() bool {
		c := exec.Command("sinfo", "-h", "-o", "%t")
		c.Env = append(os.Environ(), "SLURM_CONF="+at("slurm.conf"))
		out, err := c.Output()
		return err == nil && strings.TrimSpace(string(out)) == "idle"
	})
	return at("slurm.conf")
}

// daemon runs a program until the test ends.
func daemon(t *testing.T, log string, name string, args ...string) {
	t.Helper()
	f, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = f, f
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(os.Interrupt)
		done := make(chan bool)
		go func() { c.Wait(); close(done) }()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			c.Process.Kill()
			<-done
		}
		f.Close()
		if text, err := os.ReadFile(log); err == nil && t.Failed() {
			t.Logf("%s:\n%s", name, text)
		}
	})
}

func waitFor(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for range 300 {
		if ready() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s does not come up", what)
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Holds a published log against Go's own checksum-database code (golang.org/x/mod/sumdb/{note,tlog}):
//
//	log_check site VKEY DIR                       checkpoint; root and sampled proofs out of the tiles alone
//	log_check proof VKEY RECORD PROOF [COSIGNER]  a record with its tlog-proof, and a witness's cosignature
//	log_check growth VKEY DIR CHECKPOINT          that DIR's log began as an older checkpoint says
//
// Prints what it found; ends with 1 and the reason when something does not hold.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func read(path string) string {
	data, err := os.ReadFile(path)
	must(err)
	return string(data)
}

// A checkpoint whose signature holds, and its note.
func open(text, vkey string, more ...note.Verifier) (tlog.Tree, *note.Note) {
	log, err := note.NewVerifier(vkey)
	must(err)
	opened, err := note.Open([]byte(text), note.VerifierList(append(more, log)...))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != log.Name() {
		must(fmt.Errorf("not a checkpoint of %s", log.Name()))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	hash, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: size, Hash: hash}, opened
}

// The tiles of a folder: Go's paths have the height in them, those of C2SP have not.
type folder string

func (folder) Height() int                         { return 8 }
func (folder) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range tiles {
		bytes, err := os.ReadFile(filepath.Join(string(f), strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func site(vkey, dir string) {
	tree, _ := open(read(filepath.Join(dir, "checkpoint")), vkey)
	reader := tlog.TileHashReader(tree, folder(dir))
	root, err := tlog.TreeHash(tree.N, reader)
	must(err)
	if root != tree.Hash {
		must(fmt.Errorf("the tiles give another root"))
	}
	var leaves []tlog.Hash
	rebuilt := tlog.HashReaderFunc(func(at []int64) (out []tlog.Hash, err error) {
		for _, index := range at {
			out = append(out, leaves[index])
		}
		return out, nil
	})
	for n := int64(0); n < tree.N; n++ { // every leaf, and the tree over them again
		leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		must(err)
		stored, err := tlog.StoredHashesForRecordHash(n, leaf[0], rebuilt)
		must(err)
		leaves = append(leaves, stored...)
		if n%97 == 0 || n == tree.N-1 {
			proof, err := tlog.ProveRecord(tree.N, n, reader)
			must(err)
			must(tlog.CheckRecord(proof, tree.N, tree.Hash, n, leaf[0]))
		}
	}
	root, err = tlog.TreeHash(tree.N, rebuilt)
	must(err)
	if root != tree.Hash {
		must(fmt.Errorf("the leaves give another root"))
	}
	fmt.Println("size", tree.N)
}

// A witness's key, C2SP cosignature/v1, as a note.Verifier.
type cosigner struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.id }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(signed), sig[8:])
}

func newCosigner(vkey string) cosigner {
	parts := strings.SplitN(vkey, "+", 3)
	id, err := strconv.ParseUint(parts[1], 16, 32)
	must(err)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	if key[0] != 4 {
		must(fmt.Errorf("not a cosigner's key"))
	}
	return cosigner{name: parts[0], id: uint32(id), key: key[1:]}
}

func proof(vkey, record, path string, witness ...string) {
	head, checkpoint, found := strings.Cut(read(path), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		must(fmt.Errorf("not a tlog-proof"))
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err)
	var hashes tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		must(err)
		hashes = append(hashes, hash)
	}
	var known []note.Verifier
	for _, vkey := range witness {
		known = append(known, newCosigner(vkey))
	}
	tree, opened := open(checkpoint, vkey, known...)
	if len(opened.Sigs) != 1+len(known) {
		must(fmt.Errorf("%d signatures hold", len(opened.Sigs)))
	}
	leaf := tlog.RecordHash([]byte(strings.TrimSuffix(read(record), "\n")))
	must(tlog.CheckRecord(hashes, tree.N, tree.Hash, index, leaf))
	fmt.Println("index", index, "size", tree.N, "signatures", len(opened.Sigs))
}

func growth(vkey, dir, old string) {
	now, _ := open(read(filepath.Join(dir, "checkpoint")), vkey)
	before, _ := open(read(old), vkey)
	steps, err := tlog.ProveTree(now.N, before.N, tlog.TileHashReader(now, folder(dir)))
	must(err)
	must(tlog.CheckTree(steps, now.N, now.Hash, before.N, before.Hash))
	fmt.Println("from", before.N, "to", now.N)
}

func main() {
	args := os.Args[1:]
	switch {
	case len(args) == 3 && args[0] == "site":
		site(args[1], args[2])
	case len(args) >= 4 && args[0] == "proof":
		proof(args[1], args[2], args[3], args[4:]...)
	case len(args) == 4 && args[0] == "growth":
		growth(args[1], args[2], args[3])
	default:
		must(fmt.Errorf("log_check site|proof|growth"))
	}
}
